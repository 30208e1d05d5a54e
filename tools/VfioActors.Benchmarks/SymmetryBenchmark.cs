using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Benchmarks;

/// <summary>
/// How much sooner is every state of aux-attach-detach searched when states that differ only in which device is which
/// are gone on from once? Time on the clock; the baseline is the same search of each state.
/// </summary>
internal sealed class SymmetryBenchmark(int rounds, TextWriter output)
{
    internal void Run()
    {
        foreach (var devices in new[] { 4, 5, 6 })
        {
            var setup = EngineBenchmark.MadeOf(devices, repeats: 1);
            var (states, each) = Measure(setup, symmetry: false);
            var (orbits, once) = Measure(setup, symmetry: true);
            output.WriteLine($"symmetry, {devices} devices: {states:N0} states in {each * 1e3:F1} ms, "
                + $"{orbits:N0} orbits in {once * 1e3:F1} ms: 1/{each / once:F0} of the time");
        }
    }

    private (long Count, double Seconds) Measure(Setup setup, bool symmetry)
    {
        var count = 0L;
        var rate = Rate.Median(rounds, () =>
        {
            var report = Search.Run(() => setup, "stateful", new() { Symmetry = symmetry }).Report;
            if (!report.Complete) { throw new InvalidOperationException("the search was not complete"); }
            count = report.States!.Value;
            return 1;
        });
        return (count, rate.Seconds / rate.Count);
    }
}
