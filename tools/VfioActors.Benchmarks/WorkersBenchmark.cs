using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;

namespace VfioActors.Benchmarks;

/// <summary>
/// How much faster do two workers sample the same runs than one, search the same states, and the same orders? Time on
/// the clock; the baseline is one worker.
/// </summary>
internal static class WorkersBenchmark
{
    private const long SampledRuns = 60_000;

    private const long ReducedRuns = 1_000_000;

    /// <summary>For each worker.</summary>
    private const long SearchedMax = 6_000_000;

    internal static void Run(int rounds, TextWriter output)
    {
        var setup = EngineBenchmark.MadeOf(devices: 3, repeats: 1);
        var one = Sample(rounds, setup, workers: 1);
        var two = Sample(rounds, setup, workers: 2);
        var ratio = two.MillionsPerSecond / one.MillionsPerSecond;
        output.WriteLine($"two workers against one, random: {ratio:F2} times the deliveries a second");
        foreach (var devices in new[] { 3, 4 })
        {
            var wide = EngineBenchmark.MadeOf(devices, repeats: 1);
            var alone = Reduce(rounds, wide, workers: 1);
            var together = Reduce(rounds, wide, workers: 2);
            output.WriteLine($"two workers against one, dpor, {devices} devices: "
                + $"{together.MillionsPerSecond / alone.MillionsPerSecond:F2} times the deliveries a second");
        }

        foreach (var devices in new[] { 4, 5 })
        {
            var large = EngineBenchmark.MadeOf(devices, repeats: 2);
            var alone = Search(rounds, large, workers: 1);
            var together = Search(rounds, large, workers: 2);
            output.WriteLine($"two workers against one, stateful, {devices} devices, 2 rounds: "
                + $"{together.MillionsPerSecond / alone.MillionsPerSecond:F2} times the deliveries a second");
        }
    }

    private static Rate Sample(int rounds, Setup setup, int workers) => Rate.Median(rounds, () => Explorer.Explore(
        () => setup, _ => new RandomStrategy(seed: 1), new() { Runs = SampledRuns, Workers = workers }).Deliveries);

    private static Rate Reduce(int rounds, Setup setup, int workers) => Rate.Median(rounds, () => Explorer.Explore(
        () => setup,
        made => new DporStrategy(made.Properties),
        new() { Runs = ReducedRuns, Workers = workers }).Deliveries);

    private static Rate Search(int rounds, Setup setup, int workers) => Rate.Median(rounds, () => Explorer.Explore(
        () => setup, _ => new StatefulStrategy(), new() { Deliveries = SearchedMax, Workers = workers }).Deliveries);
}
