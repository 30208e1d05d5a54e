using VfioActors.Cli.Explorations;
using VfioActors.Cli.Explorations.Failures;
using VfioActors.Exploration;
using VfioActors.Races.Files;

namespace VfioActors.Cli.Races;

/// <summary>What came of checking one variant of a file.</summary>
/// <param name="Scenario">The file.</param>
/// <param name="Defines">The switches that were on.</param>
/// <param name="Outcome">What the exploration came to.</param>
internal sealed record RaceOutcome(RaceScenario Scenario, IReadOnlyList<string> Defines, ExplorationOutcome Outcome)
{
    /// <summary>How many rounds a loop had; null for the usual number.</summary>
    public int? Rounds { get; init; }

    /// <summary>The answer.</summary>
    public Verdict Verdict => Outcome.Report.Verdict;

    /// <summary>What broke, the shortest first.</summary>
    public IReadOnlyList<FailureDocument> Failures => Outcome.Failures;

    /// <summary>The variant in words.</summary>
    public string Variant => Defines.Count == 0 ? "-" : string.Join(' ', Defines);
}
