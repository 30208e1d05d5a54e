using System.Globalization;

namespace VfioActors.Benchmarks;

/// <summary>What several measurements of a pace come to.</summary>
internal static class Paces
{
    /// <summary>The medians, in words.</summary>
    internal static string Text(List<Pace> paces) => string.Create(CultureInfo.InvariantCulture,
        $"{Median(paces.Select(pace => pace.ASecond)) / 1e6:F2} M messages/s, "
        + $"{Median(paces.Select(pace => pace.ACoreSecond)) / 1e6:F2} M a second of a core");

    /// <summary>The medians of the ratios of pairs that were measured one after the other.</summary>
    internal static string Ratio(List<Pace> one, List<Pace> other)
    {
        var pairs = one.Zip(other).ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{Median(pairs.Select(pair => pair.First.ASecond / pair.Second.ASecond)):F2} by the clock, "
            + $"{Median(pairs.Select(pair => pair.First.ACoreSecond / pair.Second.ACoreSecond)):F2} by processor time");
    }

    /// <summary>The figure in the middle.</summary>
    internal static double Median(IEnumerable<double> figures)
    {
        var ordered = figures.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
