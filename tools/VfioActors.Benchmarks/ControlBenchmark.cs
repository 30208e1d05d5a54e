using VfioActors.Benchmarks.Buses;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Runtime.Control.Hosting;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many runs of 40 deliveries a second do real actors under control take, actors reused? The baseline is the same
/// in a world.
/// </summary>
internal sealed class ControlBenchmark(int rounds, TextWriter output)
{
    private const long Runs = 20_000;

    internal void Run()
    {
        using Bus.Actors actors = new();
        using HostedScenario hosted = new(new Bus.Behaviours());
        output.WriteLine($"{"",-42} {"runs/s a core",14} {"bytes a delivery",18} {"times world",12}");
        foreach (var name in new[] { "random", "pct" })
        {
            var world = Measure(new Bus.Behaviours(), name);
            Print($"world, {name}", world, world);
            Print($"its behaviours on real actors, {name}", Measure(hosted, name), world);
            Print($"actors of Akka.NET, {name}", Measure(actors, name), world);
        }
    }

    private void Print(string title, Rate rate, Rate world) => output.WriteLine(
        $"{title,-42} {rate.MillionsPerCore * 1e6 / Bus.Deliveries,14:F0} {rate.BytesEach,18:F1} "
        + $"{world.MillionsPerCore / rate.MillionsPerCore,12:F2}");

    private Rate Measure(Scenario scenario, string strategy)
    {
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal);
        return Rate.Median(rounds, () =>
        {
            var report = Explorer.Explore(() => setup, made => new Asking(
                StrategyCatalog.Make(strategy, 1, made.Properties)!), new() { Runs = Runs });
            return report.Deliveries == Runs * Bus.Deliveries
                ? report.Deliveries
                : throw new InvalidOperationException($"{report.Deliveries} deliveries in {report.Runs} runs");
        });
    }

    /// <summary>Has behaviours asked at every step: real actors must take each.</summary>
    private sealed class Asking(IStrategy inner) : ForwardingStrategy(inner)
    {
        public override StrategyTraits Traits => base.Traits with { AsksAlways = true };
    }
}
