using VfioActors.Behaviors;
using VfioActors.Exploration;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many deliveries a second does a core explore, of aux-attach-detach with all its properties? The baseline is the
/// arithmetic of one fingerprint, a chain of multiplications: it says how fast the core is.
/// </summary>
internal static class EngineBenchmark
{
    private const long Mixes = 50_000_000;
    private const int Devices = 3;
    private const long SampledRuns = 30_000;

    internal static void Run(int rounds, TextWriter output)
    {
        var baseline = Rate.Median(rounds, Mix);
        Print(output, "baseline: fingerprint arithmetic", baseline, baseline);
        foreach (var name in new[] { "random", "pct", "pos", "dpor" })
        {
            Measure(output, $"{name}, {Devices} devices", rounds, baseline, MadeOf(Devices, rounds: 1), name);
        }

        Measure(output, "random, no properties", rounds, baseline, MadeOf(Devices, rounds: 1).Only(CrashProperty.Instance.Name), "random");
        Measure(output, "dpor, no properties", rounds, baseline, MadeOf(Devices, rounds: 1).Only(CrashProperty.Instance.Name), "dpor");
        Measure(output, "stateful, 4 devices, 2 rounds (transitions)", rounds, baseline, MadeOf(4, rounds: 2), "stateful");
    }

    internal static Setup MadeOf(int devices, int rounds)
    {
        var scenario = ScenarioCatalog.Find("aux-attach-detach")
            ?? throw new InvalidOperationException("the catalogue has no aux-attach-detach");
        (string, string)[] values = [("devices", $"{devices}"), ("rounds", $"{rounds}")];
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, values, []), Delivery.Causal);
    }

    private static void Measure(TextWriter output, string title, int rounds, Rate baseline, Setup setup, string strategy)
    {
        var sampled = StrategyCatalog.Make(strategy, 1, setup.Properties)!.IsExhaustive ? (long?)null : SampledRuns;
        var rate = Rate.Median(rounds, () => Explorer.Explore(
            () => setup, made => StrategyCatalog.Make(strategy, 1, made.Properties)!, new() { Runs = sampled }).Deliveries);
        Print(output, title, rate, baseline);
    }

    private static void Print(TextWriter output, string title, Rate rate, Rate baseline) => output.WriteLine(
        $"{title,-42} {rate.MillionsPerCore,12:F2} {rate.BytesEach,12:F2} {baseline.MillionsPerCore / rate.MillionsPerCore,9:F0}x");

    private static long Mix()
    {
        var hash = 1UL;
        for (var at = 0L; at < Mixes; at++) { hash = Fingerprint.Mix(hash, (ulong)at); }
        GC.KeepAlive(hash);
        return Mixes;
    }
}
