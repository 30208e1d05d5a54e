using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;

namespace VfioActors.Cli.Explorations.Failures;

/// <summary>
/// All failures of an exploration, two lines each: what broke by which defect, and where its trace is. What the same
/// trace breaks too has a line of its own.
/// </summary>
/// <param name="page">Where it is written.</param>
internal sealed class FailureIndex(Page page)
{
    /// <summary>Shows the index, and what of it follows in full.</summary>
    public void Show(IReadOnlyList<FailureDocument> failures, FailureChoice choice)
    {
        page.Line();
        List<string[]> rows = [["", "property", "defect", "steps"]];
        foreach (var failure in failures) { rows.Add(RowOf(failure, rows.Count)); }
        var columns = Columns.Of(rows);
        page.Line(columns.Line(rows[0]));
        for (var number = 1; number <= failures.Count; number++)
        {
            page.Line(columns.Line(rows[number]));
            foreach (var also in failures[number - 1].Others) { page.Line($"    breaks {also.Property} too"); }
            if (EarlyEnd.Of(failures[number - 1]) is { } early) { page.Wrapped("    ", early); }
            if (failures[number - 1].Trace is { } trace) { page.Line($"    {trace}"); }
            if (failures[number - 1].SeenIn is { } file) { page.Line($"    seen before in {file}"); }
        }

        page.Line();
        page.Wrapped("", Following(failures.Count, choice));
    }

    private static string[] RowOf(FailureDocument failure, int number) =>
    [
        $"{number}",
        failure.Property,
        failure.DefectIds.Count == 0 ? "-" : string.Join(' ', failure.DefectIds),
        failure.Trace is null ? "-" : $"{failure.MinimalSteps}",
    ];

    private static string Following(int count, FailureChoice choice)
    {
        if (choice.Show is { } one)
        {
            return one <= count
                ? $"Number {one} follows."
                : $"There is no number {one}: there are {Counted.Of(count, "failure")}.";
        }

        return choice.Limit >= count ? "All of them follow."
            : choice.Limit == 0 ? "None of them follows: --show N shows one of them."
            : $"{First(choice.Limit)}: --show N shows another one, --limit {count} all of them.";
    }

    private static string First(int limit) => limit == 1 ? "The first follows" : $"The first {limit} follow";
}
