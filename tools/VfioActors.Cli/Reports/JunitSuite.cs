using VfioActors.Cli.Explorations;
using VfioActors.Cli.Outputs;
using VfioActors.Exploration;

namespace VfioActors.Cli.Reports;

/// <summary>The claims of one exploration, for JUnit.</summary>
/// <param name="Name">What was explored.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Cases">Each claim, with what is wrong; null when it holds.</param>
/// <param name="Doubt">Why nothing is known; null when something is.</param>
internal sealed record JunitSuite(
    string Name, double Seconds, IReadOnlyList<(string Claim, string? Failure)> Cases, string? Doubt)
{
    /// <summary>The failures, each at the line that its reason begins with, where there is one.</summary>
    public IReadOnlyList<SarifResult> Results { get; init; } = [];

    /// <summary>The suite of an exploration. What is broken once has a case for each way in which it is.</summary>
    public static JunitSuite Of(string name, ExplorationOutcome outcome)
    {
        var report = outcome.Report;
        List<(string, string?)> cases = [.. outcome.Failures.Select(one => (one.Property, (string?)one.Reason))];
        var broken = outcome.Failures.Select(one => one.Property).ToHashSet();
        var doubt = report.Verdict == Verdict.Inconclusive
            ? report.Doubt ?? $"{VerdictText.Of(report.Verdict)}: the budget ran out"
            : null;
        foreach (var claim in report.Judged.Claims.Concat(report.Judged.Checks).Where(one => !broken.Contains(one)))
        {
            cases.Add((claim, null));
        }

        var within = report.Verdict == Verdict.HeldWithinBound ? $", {VerdictText.Of(report)}" : "";
        return new(name + within, report.Seconds, cases, doubt)
        {
            Results =
            [
                .. outcome.Failures.Select(one => new SarifResult(
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
