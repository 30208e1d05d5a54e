using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Living.Callers;
using VfioActors.Scenarios.Living.Claims;

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

    /// <summary>Adds a thread of whose calls a minimizer may leave out each.</summary>
    public ActorId AddThread(string name, params IReadOnlyList<ScriptedCall> calls) =>
        AddThread(name, calls.Select(call => (IReadOnlyList<ScriptedCall>)[call]));

    /// <summary>Adds a thread of whose groups of calls a minimizer may leave out each.</summary>
    public ActorId AddThread(string name, IEnumerable<IReadOnlyList<ScriptedCall>> groups)
    {
        List<CallerStep> script = [];
        foreach (var group in groups)
        {
            script.AddRange(_builder.Together(name, group.Select(call => (call.Text, call)))
                .Select(step => new CallerStep(step.Id, step.Operation.Call, step.Operation.Gates)));
        }

        return _builder.Add(name, new CallerBehavior(script));
    }
}
