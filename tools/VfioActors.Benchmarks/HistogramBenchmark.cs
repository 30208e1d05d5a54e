using System.Globalization;
using HdrHistogram;
using VfioActors.Exploration.Strategies;
using VfioActors.Storm.Measures;

namespace VfioActors.Benchmarks;

/// <summary>
/// What does it cost to count a latency, and to keep the counts of a client? The baseline is HdrHistogram, with two
/// digits and up to an hour, which is about as precise.
/// </summary>
internal static class HistogramBenchmark
{
    private const int Count = 1 << 16;
    private const long Hour = 3_600_000_000_000;

    internal static void Run(int rounds, TextWriter output)
    {
        SeededRandom random = new(1, 0);
        long[] latencies =
            [.. Enumerable.Range(0, Count).Select(_ => (1L << random.Below(30)) + random.Below(1000))];
        LatencyHistogram ours = new();
        LongHistogram theirs = new(1, Hour, 2);
        var own = Rate.Median(rounds, () => Each(latencies, latency => ours.Add(latency, 8)));
        var hdr = Rate.Median(rounds, () => Each(latencies, latency => theirs.RecordValueWithCount(latency, 8)));
        string[] lines =
        [
            Line(
                "ours", $"{own.MillionsPerCore:F1} M a second of a core, {SizeOf(() => new LatencyHistogram())} bytes"),
            Line("HdrHistogram",
                $"{hdr.MillionsPerCore:F1} M a second of a core, {SizeOf(() => new LongHistogram(1, Hour, 2))} bytes"),
            Line("HdrHistogram against ours", $"{hdr.MillionsPerCore / own.MillionsPerCore:F2}"),
        ];
        foreach (var line in lines) { output.WriteLine(line); }
    }

    private static long Each(long[] latencies, Action<long> add)
    {
        foreach (var latency in latencies) { add(latency); }
        return latencies.Length;
    }

    private static long SizeOf(Func<object> make)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(make());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Line(string label, FormattableString text) =>
        $"{label,-40} {text.ToString(CultureInfo.InvariantCulture)}";
}
