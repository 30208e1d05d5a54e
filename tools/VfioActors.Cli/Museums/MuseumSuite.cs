using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Reports;
using VfioActors.Exploration;

namespace VfioActors.Cli.Museums;

/// <summary>
/// The museum for CI: a row is a case, which fails when its defect is not found, or the search without it not clean.
/// </summary>
internal static class MuseumSuite
{
    private const string Name = "museum";
    private const string Claim = "With its switch on the defect is found, and with it off the same search is clean.";

    /// <summary>The suite of a tour. What the tour was ended before is skipped.</summary>
    public static JunitSuite Of(MuseumTour tour, IReadOnlyList<MuseumDocument> rows)
    {
        var failures = rows.Select(row => (Row: row, Failure: FailureOf(row))).ToList();
        var known = rows.Select(row => NameOf(row.Id, row.Scenario, row.Property)).ToHashSet();
        var left = tour.Exhibits
            .Select(stop => NameOf(stop.Exhibit.Defect, stop.Scenario.Name, stop.Exhibit.Property))
            .Concat(tour.Unshown.Select(defect => NameOf(defect.Id, null, defect.Violates)))
            .Where(name => !known.Contains(name));
        return new(Name, rows.Sum(row => row.Seconds + row.FixedSeconds),
        [
            .. failures.Select(one =>
                new JunitCase(NameOf(one.Row.Id, one.Row.Scenario, one.Row.Property), one.Failure)),
            .. left.Select(name => new JunitCase(name, null, "ended early: not looked at to the end")),
        ])
        {
            Results =
            [
                .. from one in failures
                   where one.Failure is not null
                   select new SarifResult(one.Row.Id, Claim, one.Failure, one.Row.Scenario ?? one.Row.Id, 1),
            ],
        };
    }

    private static string NameOf(string id, string? scenario, string property) =>
        scenario is null ? $"{id}: {property}" : $"{id} in {scenario}: {property}";

    private static string? FailureOf(MuseumDocument row)
    {
        if (row.Scenario is null) { return "not found: no scenario shows it"; }
        var why = row.Problem is null ? "" : $": {row.Problem}";
        if (!row.Found) { return $"not found with its switch on, in {Counted.Grouped(row.Runs, "run")}{why}"; }
        return row.FixedVerdict == VerdictText.Of(Verdict.Held)
            ? null
            : $"{row.FixedVerdict} with its switch off, after {Counted.Grouped(row.FixedRuns, "run")}{why}";
    }
}
