namespace VfioActors.Races.Texts;

/// <summary>Names that may have been meant.</summary>
public static class Nearness
{
    private const int LongestCompared = 60;

    /// <summary>A hint that names the nearest known name; null when none is near.</summary>
    public static string? Hint(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } name ? $"did you mean '{name}'?" : null;

    /// <summary>The nearest of the known names; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > LongestCompared) { return null; }
        var best = (Distance: Math.Max(1, word.Length / 3) + 1, Name: (string?)null);
        foreach (var name in known.Where(name => name != word).Order(StringComparer.Ordinal))
        {
            var distance = Distance(word, name);
            if (distance < best.Distance) { best = (distance, name); }
        }

        return best.Name;
    }

    /// <summary>How many characters must be put in, taken out or replaced (Levenshtein), or swapped.</summary>
    private static int Distance(string from, string to)
    {
        var before = Enumerable.Range(0, to.Length + 1).ToArray();
        var older = before;
        for (var row = 1; row <= from.Length; row++)
        {
            var now = new int[to.Length + 1];
            now[0] = row;
            for (var at = 1; at <= to.Length; at++)
            {
                var change = before[at - 1] + (from[row - 1] == to[at - 1] ? 0 : 1);
                now[at] = Math.Min(change, 1 + Math.Min(now[at - 1], before[at]));
                var swapped = row > 1 && at > 1 && from[row - 1] == to[at - 2] && from[row - 2] == to[at - 1];
                if (swapped) { now[at] = Math.Min(now[at], older[at - 2] + 1); }
            }

            (older, before) = (before, now);
        }

        return before[to.Length];
    }
}
