namespace VfioActors.Cli.Outputs;

/// <summary>Rows in columns as wide as their widest text; the last one is as long as it is.</summary>
/// <param name="widths">The widths of all columns but the last.</param>
internal sealed class Columns(IReadOnlyList<int> widths)
{
    private const int Gap = 2;

    /// <summary>Columns that fit these rows.</summary>
    public static Columns Of(IReadOnlyList<IReadOnlyList<string>> rows) =>
        new([.. Enumerable.Range(0, rows[0].Count - 1).Select(column => rows.Max(row => row[column].Length))]);

    /// <summary>The line of a row.</summary>
    public string Line(IReadOnlyList<string> row) =>
        string.Concat(row.Select((text, at) => at < widths.Count ? text.PadRight(widths[at] + Gap) : text)).TrimEnd();
}
