using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Conformities;

/// <summary>Conformity for people: a row a file, then the first difference in full, or that of each case.</summary>
internal sealed class ConformityPage
{
    private const int NumbersWidth = 10;
    private static readonly string[] Head = ["file", "operations", "agreed", "differ", "first difference"];
    private readonly Page _page;
    private readonly FoldedText _folded;
    private readonly IReadOnlyList<int> _widths;
    private readonly Terminal _terminal;
    private bool _isBegun;

    /// <param name="terminal">Where they read it.</param>
    /// <param name="files">For the widths of the columns.</param>
    public ConformityPage(Terminal terminal, IReadOnlyList<string> files)
    {
        _terminal = terminal;
        _page = new(terminal);
        _folded = new(terminal.OutputWidth);
        _widths = [files.Append(Head[0]).Max(file => file.Length), NumbersWidth, NumbersWidth, NumbersWidth];
    }

    /// <summary>A row, below what heads all of them.</summary>
    public void Row(ConformityDocument row)
    {
        if (!_isBegun)
        {
            foreach (var line in _folded.Row(Head, _widths)) { _page.Head(line); }
        }

        _isBegun = true;
        var first = row.FirstDifference is { } difference ? $"{difference.Case}, line {difference.Line}"
            : row.VerdictReason ?? "none";
        string[] texts =
        [
            row.File, Amount.Number(row.Operations), Amount.Number(row.Agreed), Amount.Number(row.Differences), first,
        ];
        foreach (var line in _folded.Row(texts, _widths)) { _page.Line(line); }
        _terminal.Output.Flush();
    }

    /// <summary>What the rows add up to, and the first difference of all, or those of all cases.</summary>
    public void End(IReadOnlyCollection<ConformityDocument> rows)
    {
        if (rows.Count == 0) { return; }
        _page.Line();
        var operations = rows.Sum(row => (long)row.Operations);
        var agreed = rows.Sum(row => (long)row.Agreed);
        _page.Line($"{Amount.Number(agreed)} of {Counted.Grouped(operations, "operation")} agree");
        if (rows.FirstOrDefault(row => row.FirstDifference is not null) is not { } differing) { return; }
        var cases = rows.Sum(row => row.CasesDiffering);
        var all = rows.Any(row => row.CaseDifferences is not null);
        var verb = operations - agreed == 1 ? "differs" : "differ";
        _page.Line($"{Counted.Grouped(operations - agreed, "operation")} in {Counted.Grouped(cases, "case")} {verb}"
            + (cases > 1 && !all ? ": --all shows the first difference of each case" : ""));
        if (!all)
        {
            Show(differing.File, differing.FirstDifference!);
            return;
        }

        foreach (var row in rows)
        {
            foreach (var difference in row.CaseDifferences ?? []) { Show(row.File, difference); }
        }
    }

    private void Show(string file, DifferenceDocument first)
    {
        _page.Line();
        Put("", $"{file}:{first.Line}: {first.Case}, {first.Title}");
        if (first.LeftOut > 0) { Put("  ", $"({Counted.Grouped(first.LeftOut, "operation")} before are left out)"); }
        foreach (var before in first.Before) { Put("  ", before); }
        Put("> ", first.Operation);
        foreach (var fact in first.Facts)
        {
            Put("  ", fact.Fact);
            Put("    expected  ", fact.Expected);
            Put("    got       ", fact.Got);
        }
    }

    private void Put(string lead, string text)
    {
        foreach (var line in _folded.Lines(lead, text)) { _page.Line(line); }
    }
}
