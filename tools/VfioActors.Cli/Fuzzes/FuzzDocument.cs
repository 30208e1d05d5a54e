using VfioActors.Cli.Outputs;
using VfioActors.Scenarios.Faults.Fuzzing;

namespace VfioActors.Cli.Fuzzes;

/// <summary>What came of random accesses under one profile, for programs: a line of JSON Lines.</summary>
internal sealed record FuzzDocument(
    string Profile,
    long Seed,
    long Accesses,
    double Seconds,
    IReadOnlyDictionary<string, string> Broken,
    string? Escaped,
    IReadOnlyDictionary<string, long> Answers,
    string Verdict,
    string? VerdictReason)
{
    /// <summary>The document of a report.</summary>
    /// <param name="asked">How many accesses were asked for: fewer prove less.</param>
    public static FuzzDocument Of(RegionFuzzReport report, long seed, long asked, double seconds) => new(
        report.Profile,
        seed,
        report.Accesses,
        seconds,
        report.Broken,
        report.Escaped,
        report.Answers.ToDictionary(answer => $"{answer.Key}", answer => answer.Value),
        VerdictText.Of(!report.IsClean ? Exploration.Verdict.Broken
            : report.Accesses < asked ? Exploration.Verdict.Inconclusive
            : Exploration.Verdict.Held),
        report.IsClean && report.Accesses < asked ? "ended early; nothing is broken so far" : null);
}
