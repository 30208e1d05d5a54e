using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Living.Claims;
using VfioActors.Scenarios.Workloads.Callers;

namespace VfioActors.Scenarios.Living;

/// <summary>Adds the actors of a scenario about the living kernel: parts of it, and threads that call them.</summary>
public sealed class LivingSetting
{
    private readonly ScenarioBuilder _builder;

    /// <param name="builder">Where actors and claims are said.</param>
    public LivingSetting(ScenarioBuilder builder)
    {
        _builder = builder;
        builder.Claim(new AnsweredOnce());
    }

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects => _builder.Defects;

    /// <summary>The number that the next actor gets.</summary>
    public ActorId Next => _builder.Topology.Next;

    /// <summary>Adds a part of the kernel, or a device.</summary>
    public ActorId Add<TState>(string name, IBehavior<TState> behavior)
        where TState : State => _builder.Add(name, behavior);

    /// <summary>Claims properties.</summary>
    public void Claim(params IEnumerable<Property> properties) => _builder.Claim(properties);

    /// <summary>Adds a thread.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="calls">What it does, one after the other.</param>
    public ActorId AddThread(string name, params IReadOnlyList<ScriptedCall> calls)
    {
        IReadOnlyList<CallerStep> script =
        [
            .. _builder.Script(name, calls.Select(call => (call.Text, call)))
                .Select(step => new CallerStep(step.Id, step.Operation.Call)),
        ];
        return _builder.Add(name, new CallerBehavior(script));
    }
}
