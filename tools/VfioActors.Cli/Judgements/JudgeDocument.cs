namespace VfioActors.Cli.Judgements;

/// <summary>What judging came to, for programs.</summary>
internal sealed record JudgeDocument(
    string Verdict,
    string? VerdictReason,
    long Programs,
    long Seed,
    long Compared,
    long TooLarge,
    long OrdersMax,
    long Orders,
    long ScenariosCompared,
    long ScenariosTooLarge,
    IReadOnlyCollection<string> NamesCompared,
    IReadOnlyCollection<string> NamesTooLarge,
    IReadOnlyCollection<DifferenceFound> Differences,
    double Seconds);
