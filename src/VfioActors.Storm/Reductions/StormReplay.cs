using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Scenarios.Storms;
using VfioActors.Scenarios.Workloads.Storms;
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
        Steps = [.. Enumerable.Range(0, world.Depth).Select(world.KeyAt)];
        Operations = StormOperations.Of(world, FirstClient);
    }

    /// <summary>The scenario of the scripts.</summary>
    internal StormScriptScenario Scripts { get; } = ScenarioCatalog.StormScript;

    /// <summary>The clients are the actors from this one on.</summary>
    internal ActorId FirstClient { get; }

    /// <summary>The actors of the storm.</summary>
    internal Topology Topology => _setup.Topology;

    /// <summary>What the clients asked for, in the order in which it was heard.</summary>
    internal IReadOnlyList<StormOperation> Operations { get; }

    /// <summary>The steps.</summary>
    internal IReadOnlyList<StepKey> Steps { get; }

    /// <summary>The arguments of the scenario of scripts: the actors of the storm, and a script.</summary>
    /// <remarks>What is lost is what is left when all was given back, so that clients have to give it back.</remarks>
    internal ScenarioArguments ArgumentsOf(string script, string property)
    {
        const string name = StormScriptScenario.Script;
        var heals = _setup.Properties.Any(known => known is StormLosses && known.Name == property);
        var names = Scripts.Parameters.Select(parameter => parameter.Name);
        var shared = names.Where(known => known is not (name or StormScriptScenario.Heals));
        return ScenarioArguments.Of(
            Scripts,
            [
                (name, script), (StormScriptScenario.Heals, heals ? "1" : "0"),
                .. shared.Select(known => (known, _setup.Arguments.ValueOf(known))),
            ],
            _setup.Arguments.Defects.Ids);
    }
}
