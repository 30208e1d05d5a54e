using Akka.Actor;
using Akka.Configuration;
using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Runtime.Recordings;
using VfioActors.Testing.Sketches;
using VfioActors.Tracing;

namespace VfioActors.Runtime.Tests;

/// <summary>Actor systems for tests, and runs of whole topologies in them.</summary>
internal static class Running
{
    internal static readonly Config Quiet = ConfigurationFactory.ParseString(
        "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }");

    internal static ActorSystem System(string config = "") => ActorSystem.Create("test",
        ConfigurationFactory.ParseString(config).WithFallback(Quiet));

    internal static Setup Sketch(Action<ScenarioBuilder> build) => Made(new SketchScenario(build));

    internal static Setup Made(Scenario scenario, params (string, string)[] values) =>
        Setup.Of(scenario, ScenarioArguments.Of(scenario, values, []), Delivery.Causal);

    /// <summary>Runs to rest and records, with the fingerprint after every step.</summary>
    internal static async Task<(Tracing.Recordings.Recording Recording, ulong States, long Deliveries)> RecordAsync(
        ActorSystem system, Setup setup, long seed)
    {
        TraceRecorder recorder = new(setup.Topology, withFingerprints: true);
        var running = await BehaviorSystem.StartAsync(
            system, setup.Topology, new() { Chooser = new SeededChooser(seed, 0.5), Recorder = recorder });
        await running.RestAsync();
        var recording = recorder.Take(HeaderOf(setup), running);
        var (states, deliveries) = (StatesOf(running), running.Deliveries);
        await running.DisposeAsync();
        return (recording, states, deliveries);
    }

    internal static ulong StatesOf(IWorldView view)
    {
        var sum = 0UL;
        foreach (var actor in view.Topology.Actors) { sum = Fingerprint.Mix(sum, view.StateOf(actor).Fingerprint); }
        return sum;
    }

    internal static TraceHeader HeaderOf(Setup setup) => new()
    {
        Product = "test",
        Scenario = setup.Scenario.Name,
        Delivery = "causal",
        Strategy = "free",
        Seed = 0,
        Operations = [.. setup.Operations.Select(one => new TraceOperation(one.Id.Value, one.Client, one.Text))],
    };
}
