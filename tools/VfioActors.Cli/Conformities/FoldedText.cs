namespace VfioActors.Cli.Conformities;

/// <summary>Breaks what has no words, such as recorded lines and names of files, where the terminal ends.</summary>
/// <param name="width">The columns of the terminal; null for a pipe, where nothing is broken.</param>
internal sealed class FoldedText(int? width)
{
    /// <summary>No part is made narrower than this.</summary>
    private const int Narrowest = 8;

    /// <summary>A text in lines, each behind as many columns as the lead has.</summary>
    public IEnumerable<string> Lines(string lead, string text)
    {
        var first = true;
        foreach (var part in Parts(text, width is { } whole ? whole - 1 - lead.Length : null))
        {
            yield return (first ? lead : new string(' ', lead.Length)) + part;
            first = false;
        }
    }

    /// <summary>
    /// A row in columns, its first and its last text broken where they do not fit; the others are as wide as need be.
    /// </summary>
    /// <param name="row">The texts.</param>
    /// <param name="widths">The widths of all columns but the last.</param>
    public IEnumerable<string> Row(IReadOnlyList<string> row, IReadOnlyList<int> widths)
    {
        const int Gap = 2;
        var inner = widths.Skip(1).Sum(one => one + Gap);
        var space = (width ?? int.MaxValue) - 1 - inner - Gap;
        var first = width is null ? widths[0] : int.Clamp(widths[0], Narrowest, int.Max(Narrowest, space / 2));
        var names = Parts(row[0], first).ToList();
        var ends = Parts(row[^1], width is null ? null : space - first).ToList();
        var middle = string.Concat(row.Skip(1).SkipLast(1).Select((text, at) => text.PadRight(widths[at + 1] + Gap)));
        for (var line = 0; line < int.Max(names.Count, ends.Count); line++)
        {
            var name = (line < names.Count ? names[line] : "").PadRight(first + Gap);
            var end = line < ends.Count ? ends[line] : "";
            yield return (name + (line == 0 ? middle : new string(' ', middle.Length)) + end).TrimEnd();
        }
    }

    private static IEnumerable<string> Parts(string text, int? most)
    {
        var size = int.Max(most ?? text.Length, Narrowest);
        var at = 0;
        do
        {
            yield return text.Substring(at, int.Min(size, text.Length - at));
            at += size;
        }
        while (at < text.Length);
    }
}
