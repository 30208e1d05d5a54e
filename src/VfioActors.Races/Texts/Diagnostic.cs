namespace VfioActors.Races.Texts;

/// <summary>One thing that is wrong with a file, at a place of it.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong, and what was expected.</param>
/// <param name="Hint">What to write instead; null when nobody knows.</param>
public sealed record Diagnostic(Place Place, string Message, string? Hint = null)
{
    /// <summary>
    /// The lines that a compiler would print: place and message, the line of the file, a caret below it, a hint. Of a
    /// file without text, as of one that could not be read as such, there is no line to show.
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
            yield return lead + Plain(text);
            var marks = Math.Clamp(Place.Length, 1, Math.Max(1, text.Length - column + 1));
            yield return new string(' ', lead.Length - 2) + "| " + new string(' ', Math.Max(0, column - 1)) + '^'
                + new string('~', marks - 1);
        }

        if (Hint is not null) { yield return new string(' ', lead.Length - 2) + $"= {Hint}"; }
    }

    /// <summary>A tab is shown as one blank, and what a terminal would obey as a question mark.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Select(one => one == '\t' ? ' ' : char.IsControl(one) ? '?' : one));
}
