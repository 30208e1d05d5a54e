using System.Globalization;
using VfioActors.Exploration;

namespace VfioActors.Cli.Explorations;

/// <summary>What a search covered that went on beyond its memory, where the verdict does not say it.</summary>
internal static class CoverageText
{
    /// <summary>A line; null when nothing was left out, or the verdict stands on it and says it.</summary>
    public static string? Of(ExplorationReport report)
    {
        if (report.Coverage is not { } share || report.Doubt is not null) { return null; }

        // Rounded down: what is left out is never said to be nothing.
        var percent = (Math.Floor(share * 1e6) / 1e4).ToString("0.####", CultureInfo.InvariantCulture);
        return $"{percent} % of the states that it came to: the memory ran out, and of those that came later the "
            + "others were taken for old ones; the rest of them are counted once for each thing that was broken before";
    }
}
