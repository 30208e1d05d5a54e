using VfioActors.Cli.Explorations;
using VfioActors.Cli.Outputs;
using VfioActors.Exploration;

namespace VfioActors.Cli.Reports;

/// <summary>The claims of one exploration, of a museum or of a folder, for CI.</summary>
/// <param name="Name">What was explored.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Cases">Each claim, with what is wrong or not known.</param>
internal sealed record JunitSuite(string Name, double Seconds, IReadOnlyList<JunitCase> Cases)
{
    /// <summary>The failures, each at the line that its reason begins with, where there is one.</summary>
    public IReadOnlyList<SarifResult> Results { get; init; } = [];

    /// <summary>The suite of an exploration. What is broken once has a case for each way in which it is.</summary>
    public static JunitSuite Of(string name, ExplorationOutcome outcome)
    {
        var report = outcome.Report;
        var all = outcome.Failures.SelectMany(failure => failure.Parts).ToList();
        List<JunitCase> cases = [.. all.Select(one => new JunitCase(one.Property, one.Reason))];
        var broken = all.Select(one => one.Property).ToHashSet();
        var isSearched = report.Complete || report.CompleteUpTo is not null;
        var doubt = report.Verdict == Verdict.Broken && !isSearched
            ? report.Doubt ?? "not broken so far: the search did not come to its end"
            : outcome.Doubt;
        foreach (var claim in report.Judged.Claims.Concat(report.Judged.Checks).Where(one => !broken.Contains(one)))
        {
            cases.Add(new(claim, null, doubt));
        }

        var within = report.Verdict == Verdict.HeldWithinBound ? $", {VerdictText.Of(report)}" : "";
        return new(name + within, report.Seconds, cases)
        {
            Results =
            [
                .. all.Select(one => new SarifResult(
                    one.Property, one.Claim, one.Reason, outcome.Request.Scenario.Name, LineOf(one.Reason))),
            ],
        };
    }

    private static int LineOf(string reason)
    {
        const string Lead = "line ";
        var end = reason.IndexOf(':', StringComparison.Ordinal);
        return end > 0 && reason.StartsWith(Lead, StringComparison.Ordinal)
            && int.TryParse(reason[Lead.Length..end], out var line) ? line : 1;
    }
}
