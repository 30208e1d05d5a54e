using VfioActors.Exploration.Diagnoses;

namespace VfioActors.Cli.Explorations.Failures;

/// <summary>What nobody knows of a failure since the time was over, or somebody ended it, in a sentence.</summary>
internal static class EarlyEnd
{
    /// <summary>The sentence for a failure; null when all is known that is ever looked for.</summary>
    public static string? Of(FailureDocument failure) =>
        failure.Shown is null ? null
        : failure.AsFound is not null
            ? "it was not made small, so there may be a smaller one, and nobody looked for why it breaks"
        : Of(failure.IsEndedEarly, failure.IsUnexplained);

    /// <summary>The sentence for what was to be made small; null as above.</summary>
    public static string? Of(Diagnosis diagnosis) => Of(diagnosis.IsEndedEarly, diagnosis.IsUnexplained);

    private static string? Of(bool isEndedEarly, bool isUnexplained) =>
        isEndedEarly
            ? "minimizing was ended early, so there may be a smaller one, and nobody looked for why it breaks"
        : isUnexplained ? "it is made small, but looking for why it breaks was ended early"
        : null;
}
