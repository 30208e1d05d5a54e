namespace VfioActors.Cli.Explorations.Failures;

/// <summary>A property that a bug breaks.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Claim">What it claims.</param>
/// <param name="Reason">What is wrong, in one line.</param>
/// <param name="Occurrences">How often that was met.</param>
/// <param name="Behind">The defects that were switched off to see it.</param>
/// <param name="Trace">The trace in whose header this property stands; null when none was written.</param>
/// <param name="Replay">The command that replays that.</param>
internal sealed record BrokenDocument(
    string Property,
    string Claim,
    string Reason,
    long Occurrences,
    IReadOnlyList<string> Behind,
    string? Trace,
    string? Replay);
