using VfioActors.Cli.Reports;
using VfioActors.Cli.Traces;

namespace VfioActors.Cli.Races;

/// <summary>What is written beside what is shown.</summary>
/// <param name="Folder">Where traces go.</param>
/// <param name="Sarif">Where the failures go as SARIF; null for nowhere.</param>
/// <param name="Junit">Where the claims go as JUnit XML; null for nowhere.</param>
internal sealed record CheckOutputs(string Folder, string? Sarif, string? Junit)
{
    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<RaceOutcome> outcomes)
    {
        if (Sarif is not null)
        {
            WholeFile.Write(Sarif, output => SarifReport.Write(output, outcomes.SelectMany(SarifResults)));
        }

        if (Junit is not null) { WholeFile.Write(Junit, output => JunitReport.Write(output, outcomes.Select(Suite))); }
    }

    private static IEnumerable<SarifResult> SarifResults(RaceOutcome outcome) =>
        outcome.Failures.Select(failure => new SarifResult(
            failure.Property,
            failure.Claim,
            failure.Reason,
            outcome.Scenario.Name,
            LineOf(failure.Reason)));

    private static JunitSuite Suite(RaceOutcome outcome) => JunitSuite.Of(
        outcome.Defines.Count == 0 ? outcome.Scenario.Name : $"{outcome.Scenario.Name} {outcome.Variant}",
        outcome.Outcome);

    /// <summary>Reasons begin with the line that they are about, where there is one.</summary>
    private static int LineOf(string reason) =>
        reason.StartsWith("line ", StringComparison.Ordinal) && reason.IndexOf(':', StringComparison.Ordinal) is var end
        && end > 0 && int.TryParse(reason[5..end], out var line) ? line : 1;
}
