using System.Diagnostics;

namespace VfioActors.Benchmarks;

/// <summary>How fast something went.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="ProcessorSeconds">Processor time of the whole process.</param>
/// <param name="Seconds">Time on the clock.</param>
/// <param name="Bytes">Bytes allocated.</param>
internal readonly record struct Rate(long Count, double ProcessorSeconds, double Seconds, long Bytes)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(0.3);

    internal double MillionsPerCore => Count / ProcessorSeconds / 1e6;

    internal double MillionsPerSecond => Count / Seconds / 1e6;

    internal double BytesEach => Bytes / (double)Count;

    /// <summary>The round with the median rate, after a while in which the compiler gets to know the work.</summary>
    internal static Rate Median(int rounds, Func<long> work)
    {
        _ = Of(work, WarmUp);
        Rate[] rates =
            [.. Enumerable.Range(0, rounds).Select(_ => Of(work, Round)).OrderBy(rate => rate.MillionsPerCore)];
        return rates[rounds / 2];
    }

    /// <summary>Measures the work, over and over until it took so much processor time.</summary>
    private static Rate Of(Func<long> work, TimeSpan atLeast)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var count = 0L;
        do { count += work(); }
        while (Environment.CpuUsage.TotalTime - processor < atLeast);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(
            count,
            (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            seconds,
            GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}
