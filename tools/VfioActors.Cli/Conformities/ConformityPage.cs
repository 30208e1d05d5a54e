using VfioActors.Cli.Outputs;

namespace VfioActors.Cli.Conformities;

/// <summary>Conformity for people: a row a file, then the first difference in full.</summary>
internal sealed class ConformityPage
{
    private const int NumbersWidth = 10;
    private static readonly string[] Head = ["file", "operations", "agreed", "first difference"];
    private readonly Page _page;
    private readonly Columns _columns;
    private readonly Terminal _terminal;

    /// <param name="terminal">Where they read it.</param>
    /// <param name="files">For the widths of the columns.</param>
    public ConformityPage(Terminal terminal, IReadOnlyList<string> files)
    {
        _terminal = terminal;
        _page = new(terminal);
        _columns = new([files.Append(Head[0]).Max(file => file.Length), NumbersWidth, NumbersWidth]);
        _page.Head(_columns.Line(Head));
    }

    /// <summary>A row.</summary>
    public void Row(ConformityDocument row)
    {
        var first = row.FirstDifference is { } difference ? $"{difference.Case}, line {difference.Line}" : "none";
        _page.Line(_columns.Line([row.File, $"{row.Operations}", $"{row.Agreed}", first]));
        _terminal.Output.Flush();
    }

    /// <summary>What the rows add up to, and the first difference of all.</summary>
    public void End(IReadOnlyCollection<ConformityDocument> rows)
    {
        _page.Line();
        var operations = rows.Sum(row => row.Operations);
        var agreed = rows.Sum(row => row.Agreed);
        _page.Line($"{agreed} of {Amount.Of(operations, "operation")} agree");
        if (rows.FirstOrDefault(row => row.FirstDifference is not null) is not { } differing) { return; }
        var first = differing.FirstDifference!;
        _page.Line();
        _page.Line($"{differing.File}:{first.Line}: {first.Case}, {first.Title}");
        foreach (var before in first.Before) { _page.Line($"  {before}"); }
        _page.Line($"> {first.Operation}");
        foreach (var fact in first.Facts)
        {
            _page.Line($"  {fact.Fact}");
            _page.Line($"    expected  {fact.Expected}");
            _page.Line($"    got       {fact.Got}");
        }
    }
}
