using VfioActors.Behaviors;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Storm.Reductions;

/// <summary>The part of a recorded storm that leads to a failure, replayed.</summary>
internal sealed class StormReplay
{
    private readonly Setup _setup;

    /// <param name="setup">The storm.</param>
    /// <param name="recording">What was recorded of it.</param>
    /// <param name="stepsMax">How many steps lead to the failure.</param>
    internal StormReplay(Setup setup, Recording recording, int stepsMax)
    {
        _setup = setup;
        var world = RecordingReplayer.Reach(setup, recording, stepsMax);
        var clients = int.Parse(setup.Arguments.ValueOf("clients"), System.Globalization.CultureInfo.InvariantCulture);
        FirstClient = new(setup.Topology.Count - clients + 1);
        Operations = StormOperations.Of(world, FirstClient);
        Steps = [.. Enumerable.Range(0, world.Depth).Select(world.KeyAt)];
    }

    /// <summary>The scenario of the scripts.</summary>
    internal AuxScriptScenario Scripts { get; } = new();

    /// <summary>The clients are the actors from this one on.</summary>
    internal ActorId FirstClient { get; }

    /// <summary>What the clients asked for, in the order in which it was heard.</summary>
    internal IReadOnlyList<StormOperation> Operations { get; }

    /// <summary>The steps.</summary>
    internal IReadOnlyList<StepKey> Steps { get; }

    /// <summary>An operation as a script says it.</summary>
    internal static string TextOf(StormOperation operation) => AuxScript.Write(operation.Action);

    /// <summary>The arguments of the scenario of scripts: the actors of the storm, and a script.</summary>
    internal ScenarioArguments ArgumentsOf(string script)
    {
        var names = Scripts.Parameters.Select(parameter => parameter.Name);
        var shared = names.Where(name => name != AuxScriptScenario.Script);
        return ScenarioArguments.Of(
            Scripts,
            [(AuxScriptScenario.Script, script), .. shared.Select(name => (name, _setup.Arguments.ValueOf(name)))],
            _setup.Arguments.Defects.Ids);
    }
}
