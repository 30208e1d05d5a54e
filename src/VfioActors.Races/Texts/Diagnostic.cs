namespace VfioActors.Races.Texts;

/// <summary>One thing that is wrong with a file, at a place of it.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong, and what was expected.</param>
/// <param name="Hint">What to write instead; null when nobody knows.</param>
public sealed record Diagnostic(Place Place, string Message, string? Hint = null)
{
    private const int Widest = 160, Before = 60;
    private const string Cut = "...";

    /// <summary>
    /// The lines that a compiler would print: place and message, the line of the file, a caret below it, a hint. Of a
    /// line that is very long the part around the place. Of a file without text, as of one that could not be read as
    /// such, there is no line to show.
    /// </summary>
    public IEnumerable<string> Lines(SourceText source)
    {
        var start = Math.Min(Place.Start, source.Text.Length);
        var (line, column) = (source.LineOf(start), source.ColumnOf(start));
        yield return $"{source.Name}:{line}:{column}: error: {Message}";
        var text = source.Line(line);
        var lead = $"{line,5} | ";
        if (source.Text.Length > 0)
        {
            var from = text.Length <= Widest ? 0 : Math.Clamp(column - 1 - Before, 0, text.Length - Widest);
            var end = Math.Min(text.Length, from + Widest);
            var left = from > 0 ? Cut : "";
            yield return lead + left + Plain(text[from..end]) + (end < text.Length ? Cut : "");
            var marks = Math.Clamp(Place.Length, 1, Math.Max(1, end - column + 1));
            yield return new string(' ', lead.Length - 2) + "| "
                + new string(' ', left.Length + Math.Max(0, column - 1 - from)) + '^' + new string('~', marks - 1);
        }

        if (Hint is not null) { yield return new string(' ', lead.Length - 2) + $"= {Hint}"; }
    }

    /// <summary>A tab is shown as one blank, and what a terminal would obey as a question mark.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Select(one => one == '\t' ? ' ' : char.IsControl(one) ? '?' : one));
}
