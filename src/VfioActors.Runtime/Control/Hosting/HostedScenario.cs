using Akka.Configuration;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Runtime.Control.Systems;

namespace VfioActors.Runtime.Control.Hosting;

/// <summary>
/// A scenario whose every step is taken by a real Akka.NET actor under control: it hears the message through its
/// mailbox, runs the behaviour, and tells other real actors what the behaviour sends. States, traces and fingerprints
/// are those of the scenario.
/// </summary>
/// <param name="inner">The scenario.</param>
public sealed class HostedScenario(Scenario inner) : Scenario, IDisposable
{
    private readonly ActorHost _host = new(new ControlSystem(Config.Empty, new()));

    /// <inheritdoc/>
    public override string Name => inner.Name;

    /// <inheritdoc/>
    public override string Summary => inner.Summary;

    /// <inheritdoc/>
    public override string Subsystem => inner.Subsystem;

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters => inner.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects => inner.Defects;

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => inner.Profiles;

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => inner.Exhibits;

    /// <summary>Always true: a step that is only remembered would not reach the real actors.</summary>
    public override bool AsksAlways => true;

    /// <summary>How many messages real actors handled.</summary>
    public long Deliveries => _host.Deliveries;

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        builder.Topology.Decorator = new HostedActors(_host, builder.Topology);
        inner.Build(builder);
    }

    /// <summary>Ends the actor system.</summary>
    public void Dispose() => _host.Dispose();
}
