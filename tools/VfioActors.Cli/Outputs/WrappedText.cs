namespace VfioActors.Cli.Outputs;

/// <summary>Breaks text at spaces into lines that fit a mail.</summary>
internal static class WrappedText
{
    /// <summary>How many columns a mail has.</summary>
    public const int Width = 78;

    /// <summary>The lines of a text; words that are longer than a line stay whole.</summary>
    /// <param name="lead">What the first line starts with.</param>
    /// <param name="indent">How far the lines after the first are moved in.</param>
    /// <param name="width">How long a line is at most.</param>
    public static IEnumerable<string> Lines(string lead, string text, int indent, int width = Width)
    {
        var line = lead;
        var isEmpty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                (line, isEmpty) = (new string(' ', indent), true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        yield return line.TrimEnd();
    }
}
