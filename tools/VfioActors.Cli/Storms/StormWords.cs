using System.Globalization;
using VfioActors.Cli.Outputs;
using VfioActors.Storm.Measures;
using VfioActors.Vfio.Values;

namespace VfioActors.Cli.Storms;

/// <summary>Figures of a storm in words.</summary>
internal static class StormWords
{
    private const double Thousand = 1e3;
    private const double Million = 1e6;
    private const double Billion = 1e9;

    /// <summary>Such as <c>94.2 us</c>, <c>7.1 ms</c> or <c>1.2 s</c>.</summary>
    public static string Time(long nanoseconds) => nanoseconds switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / Thousand:0.0} us"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / Million:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / Billion:0.0} s"),
    };

    /// <summary>Such as <c>p50 94.2 us, p99 0.7 ms, p99.9 5.9 ms, at most 1.2 s</c>.</summary>
    public static string Latency(LatencyHistogram latencies) => latencies.Count == 0
        ? "none was timed: what is begun before the actors run is not"
        : $"p50 {Time(latencies.Percentile(0.5))}, p99 {Time(latencies.Percentile(0.99))}, "
        + $"p99.9 {Time(latencies.Percentile(0.999))}, at most {Time(latencies.Max)}";

    /// <summary>A dozen samples that stand for all, the first and the last among them.</summary>
    public static IEnumerable<StormSample> EvenlyApart(IReadOnlyList<StormSample> samples)
    {
        const int Shown = 12;
        return samples.Count <= Shown
            ? samples
            : Enumerable.Range(0, Shown).Select(at => samples[at * (samples.Count - 1) / (Shown - 1)]);
    }

    /// <summary>Such as <c>EAGAIN 3,060, EFAULT 12</c>.</summary>
    public static string Refusals(IReadOnlyList<(Errno Error, long Count)> refusals) =>
        refusals.Count == 0
            ? "nothing"
            : string.Join(", ", refusals.Select(one => $"{one.Error} {Amount.Number(one.Count)}"));
}
