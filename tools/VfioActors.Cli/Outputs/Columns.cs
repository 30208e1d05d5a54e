namespace VfioActors.Cli.Outputs;

/// <summary>
/// Rows in columns as wide as their widest text. Where that is wider than the terminal, the widest columns are made
/// narrower and their texts go on in the line below.
/// </summary>
/// <param name="widths">The widths of all columns but the last.</param>
/// <param name="last">The width of the last one; null when it is as long as its text.</param>
internal sealed class Columns(IReadOnlyList<int> widths, int? last = null)
{
    private IReadOnlyList<int> _wholeWords = [.. widths, 0];

    private const int Gap = 2;

    /// <summary>No column is made narrower than this.</summary>
    private const int Narrowest = 7;

    /// <summary>Columns that fit these rows.</summary>
    public static Columns Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = Enumerable.Range(0, rows[0].Count).ToList();
        int Widest(int column) => rows.Max(row => row[column].Length);
        int LongestWord(int column) => rows.Max(row => row[column].Split(' ').Max(word => word.Length));
        return new([.. columns.SkipLast(1).Select(Widest)], Widest(columns[^1]))
        {
            _wholeWords = [.. columns.Select(LongestWord)],
        };
    }

    /// <summary>Columns that fit a terminal.</summary>
    /// <param name="width">How wide it is; null for a pipe, which is as wide as need be.</param>
    public Columns Within(int? width)
    {
        if (width is not { } whole) { return new(widths); }
        int[] all = [.. widths, last ?? int.Max(Narrowest, whole - widths.Sum(one => one + Gap) - 1)];
        var space = whole - 1 - (Gap * widths.Count);
        Narrow(all, space, column => int.Max(Narrowest, _wholeWords[column]));
        Narrow(all, space, _ => Narrowest);
        return new(all[..^1], all[^1]);
    }

    /// <summary>Takes from the widest column each time, while it is too much and some have it to give.</summary>
    private static void Narrow(int[] widths, int space, Func<int, int> least)
    {
        var columns = Enumerable.Range(0, widths.Length).ToList();
        while (widths.Sum() > space)
        {
            var giving = columns.Where(column => widths[column] > least(column)).ToList();
            if (giving.Count == 0) { return; }
            widths[giving.MaxBy(column => widths[column])]--;
        }
    }

    /// <summary>The row on one line, however long.</summary>
    public string Line(IReadOnlyList<string> row) =>
        string.Concat(row.Select((text, at) => at < widths.Count ? text.PadRight(widths[at] + Gap) : text)).TrimEnd();

    /// <summary>The lines of a row: what does not fit its column goes on below.</summary>
    public IEnumerable<string> Lines(IReadOnlyList<string> row)
    {
        List<string>[] cells =
        [
            .. row.Select((text, at) => at < widths.Count ? Parts(text, widths[at]).ToList()
                : last is { } width ? Parts(text, width).ToList()
                : [text]),
        ];
        for (var line = 0; line < cells.Max(cell => cell.Count); line++)
        {
            yield return Line([.. cells.Select(cell => line < cell.Count ? cell[line] : "")]);
        }
    }

    /// <summary>A text in parts that fit a column: broken at a space, else after a dash, else anywhere.</summary>
    private static IEnumerable<string> Parts(string text, int width)
    {
        var left = text;
        while (left.Length > width)
        {
            var space = left.LastIndexOf(' ', width);
            var end = space > 0 ? space : left.LastIndexOf('-', width - 1) + 1;
            if (end <= 0) { end = width; }
            yield return left[..end].TrimEnd();
            left = left[end..].TrimStart();
        }

        yield return left;
    }
}
