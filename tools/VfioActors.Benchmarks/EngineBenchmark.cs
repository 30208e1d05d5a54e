using VfioActors.Behaviors.Values;
using VfioActors.Exploration;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many deliveries a second does a core explore, of aux-attach-detach with all its properties? The baseline is the
/// arithmetic of one fingerprint, a chain of multiplications: it says how fast the core is.
/// </summary>
internal sealed class EngineBenchmark(int rounds, TextWriter output)
{
    private const long Mixes = 50_000_000;
    private const int Devices = 3;
    private const long SampledRuns = 30_000;

    private readonly Rate _baseline = Rate.Median(rounds, Mix);

    internal void Run()
    {
        output.WriteLine($"{"",-42} {"M/s a core",12} {"bytes each",12} {"baseline",10}");
        Print("baseline: fingerprint arithmetic", _baseline);
        foreach (var name in new[] { "random", "pct", "pos", "dpor" })
        {
            Measure($"{name}, {Devices} devices", MadeOf(Devices, repeats: 1), name);
        }

        var bare = MadeOf(Devices, repeats: 1).Only(CrashProperty.Instance.Name);
        Measure("random, no properties", bare, "random");
        Measure("dpor, no properties", bare, "dpor");
        Measure("stateful, 3 devices (transitions)", MadeOf(Devices, repeats: 1), "stateful");
        Measure("stateful, 4 devices, 2 rounds (transitions)", MadeOf(4, repeats: 2), "stateful");
    }

    internal static Setup MadeOf(int devices, int repeats)
    {
        var scenario = ScenarioCatalog.Find("aux-attach-detach")
            ?? throw new InvalidOperationException("the catalogue has no aux-attach-detach");
        (string, string)[] values = [("devices", $"{devices}"), ("rounds", $"{repeats}")];
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, values, []), Delivery.Causal);
    }

    private void Measure(string title, Setup setup, string strategy)
    {
        var traits = StrategyCatalog.Make(strategy, 1, setup.Properties)!.Traits;
        var sampled = traits.IsExhaustive ? (long?)null : SampledRuns;
        var rate = Rate.Median(rounds, () => Explorer.Explore(
            () => setup, made => StrategyCatalog.Make(strategy, 1, made.Properties)!,
                new() { Runs = sampled }).Deliveries);
        Print(title, rate);
    }

    private void Print(string title, Rate rate) => output.WriteLine(
        $"{title,-42} {rate.MillionsPerCore,12:F2} {rate.BytesEach,12:F2} "
        + $"{_baseline.MillionsPerCore / rate.MillionsPerCore,9:F0}x");

    private static long Mix()
    {
        var hash = 1UL;
        for (var at = 0L; at < Mixes; at++) { hash = Fingerprint.Mix(hash, (ulong)at); }
        GC.KeepAlive(hash);
        return Mixes;
    }
}
