using VfioActors.Cli.Reports;

namespace VfioActors.Cli.Races;

/// <summary>A folder of litmus files for CI: a file is a case, which fails when it contradicts its comment.</summary>
internal static class LitmusCases
{
    private const string Rule = "litmus-never";
    private const string Claim = "What the kernel's memory model forbids comes in no order.";
    private const string Contradiction = "the file says never, and an order reaches it";

    /// <summary>The suite of a folder. A file that was refused, or is unknown, is skipped with the reason.</summary>
    /// <param name="isCut">Whether it was ended before every file was looked at.</param>
    public static JunitSuite Of(string folder, IReadOnlyList<LitmusRow> rows, double seconds, bool isCut)
    {
        List<JunitCase> cases = [.. rows.Select(Case)];
        if (isCut) { cases.Add(new("the other files", null, "ended early: not looked at")); }
        return new(folder, seconds, cases)
        {
            Results =
            [
                .. from row in rows
                   where row.IsContradiction
                   select new SarifResult(Rule, Claim, Contradiction, Path.Combine(folder, row.File), 1),
            ],
        };
    }

    private static JunitCase Case(LitmusRow row) => new(
        row.File,
        row.IsContradiction ? Contradiction : null,
        row.Observed is LitmusRow.Refused or LitmusRow.Unknown ? $"{row.Observed}: {row.Why}" : null);
}
