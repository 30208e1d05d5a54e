using System.Diagnostics;

namespace VfioActors.Benchmarks;

/// <summary>How fast something went.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="ProcessorSeconds">Processor time of the whole process.</param>
/// <param name="Seconds">Time on the clock.</param>
/// <param name="Bytes">Bytes allocated.</param>
internal readonly record struct Rate(long Count, double ProcessorSeconds, double Seconds, long Bytes)
{
    internal double MillionsPerCore => Count / ProcessorSeconds / 1e6;

    internal double MillionsPerSecond => Count / Seconds / 1e6;

    internal double BytesEach => Bytes / (double)Count;

    /// <summary>Measures once.</summary>
    internal static Rate Of(Func<long> work)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var count = work();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(
            count,
            (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            seconds,
            GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    /// <summary>The round with the median rate, after one that does not count.</summary>
    internal static Rate Median(int rounds, Func<long> work)
    {
        _ = Of(work);
        Rate[] rates = [.. Enumerable.Range(0, rounds).Select(_ => Of(work)).OrderBy(rate => rate.MillionsPerCore)];
        return rates[rounds / 2];
    }
}
