namespace VfioActors.Cli.Inputs;

/// <summary>Names that may have been meant.</summary>
internal static class Suggestions
{
    private const int ListedMax = 12;

    /// <summary>One wrong character in so many still names the beginning of a name.</summary>
    private const int ShareOfErrors = 5;

    /// <summary>One line: there is no such name, which one is near, and which there are.</summary>
    /// <param name="lead">Such as <c>no scenario</c> or <c>'aux-bind' has no defect</c>.</param>
    /// <param name="word">The name that is not known.</param>
    /// <param name="known">Those that are.</param>
    /// <param name="list">Which command lists them; they are listed here when there are few.</param>
    public static string Complaint(string lead, string word, IReadOnlyCollection<string> known, string? list = null)
    {
        var near = Of(word, known) is { } name ? $"did you mean '{name}'? " : "";
        var all = known.Count == 0 ? "there is none"
            : list is null || known.Count <= ListedMax ? $"accepted: {string.Join(", ", known)}"
            : $"'{Product.Name} {list}' lists all {known.Count}";
        return $"{lead} '{word}': {near}{all}";
    }

    /// <summary>
    /// The nearest of the known names, else the nearest of those that begin nearly like the word, or null.
    /// </summary>
    public static string? Of(string word, IEnumerable<string> known) =>
        (from name in known
         let distances = Distances(word.ToUpperInvariant(), name.ToUpperInvariant())
         let whole = distances[^1] <= Math.Max(2, name.Length / 3)
         let part = distances.Min()
         where whole || part <= word.Length / ShareOfErrors
         orderby whole descending, whole ? distances[^1] : part, name
         select name).FirstOrDefault();

    /// <summary>
    /// For each beginning of a name, the empty one first, how many characters must be put in, taken out or replaced
    /// (Levenshtein).
    /// </summary>
    private static int[] Distances(string from, string to)
    {
        const int LongestCompared = 100;
        if (from.Length is 0 or > LongestCompared) { return [int.MaxValue]; }
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var letter in from)
        {
            var diagonal = row[0]++;
            for (var at = 1; at < row.Length; at++)
            {
                var replaced = diagonal + (letter == to[at - 1] ? 0 : 1);
                diagonal = row[at];
                row[at] = Math.Min(replaced, 1 + Math.Min(row[at], row[at - 1]));
            }
        }

        return row;
    }
}
