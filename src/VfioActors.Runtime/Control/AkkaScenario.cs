using Akka.Configuration;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Runtime.Control;

/// <summary>
/// Real Akka.NET actors as a scenario: whatever explores, minimizes, replays and shows scenarios does so with them.
/// </summary>
/// <remarks>
/// Every actor, and every message but system messages, is delivered when the strategy says. Each run begins anew, so
/// the actors must do the same whenever the same messages come in the same order; if not, exploring ends with what
/// differed. What comes from threads of their own is reported, not delivered. System messages are handled at once.
/// </remarks>
public abstract class AkkaScenario : Scenario, IDisposable
{
    private ActorSession? _session;

    /// <summary>More configuration for the actor system.</summary>
    protected virtual string Hocon => "";

    /// <summary>
    /// Whether a step of one actor may run another: one that it watches or supervises. Nobody needs to say so any more:
    /// what a step runs is seen each time that it is taken.
    /// </summary>
    protected virtual bool TouchesOthers => false;

    /// <summary>What turned out not to be controlled, in words. With that runs prove nothing.</summary>
    public IReadOnlyCollection<string> Uncontrolled => _session?.Uncontrolled ?? [];

    /// <summary>Always true: a step that is only remembered would not reach the real actors.</summary>
    public sealed override bool AsksAlways => true;

    /// <inheritdoc/>
    public sealed override void Build(ScenarioBuilder builder)
    {
        _session ??= new(new ControlSystem(ConfigurationFactory.ParseString(Hocon)), Begin);
        ShadowStage stage = new(_session);
        var names = _session.Places.Names;
        for (var place = 0; place < names.Count; place++)
        {
            builder.Add(names[place], new ShadowBehavior(stage, place));
        }

        for (var place = 0; place < names.Count; place++)
        {
            builder.Add($"{names[place]}-", new ShadowBehavior(stage, place + ActorPlaces.Beside));
        }

        builder.Topology.SharedThings = _session.SharedThings;
        builder.Topology.Learned = () => _session?.Learned ?? 0;
        builder.Claim(Claims.Select<ActorClaim, Property>(claim =>
            claim.IsAlways ? new AlwaysOfActors(claim, _session) : new AtRestOfActors(claim, _session)));
    }

    /// <summary>Ends the actor system.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the actors and sends the first messages: called for every run.</summary>
    protected abstract void Begin(Stage stage);

    /// <summary>What must hold.</summary>
    protected abstract IReadOnlyList<ActorClaim> Claims { get; }

    /// <summary>Ends the actor system.</summary>
    /// <param name="disposing">Always true: there is nothing that nobody manages.</param>
    protected virtual void Dispose(bool disposing)
    {
        _session?.Dispose();
        _session = null;
    }
}
