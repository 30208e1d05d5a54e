using VfioActors.Exploration.Properties;

namespace VfioActors.Exploration.Schedules;

/// <summary>What the replay of a recording came to.</summary>
/// <param name="Steps">How many deliveries were taken.</param>
/// <param name="Left">
/// How many could not be taken because the recording of what leads to them is missing: 0 for a whole recording.
/// </param>
/// <param name="AtRest">Whether nothing is left to do at the end.</param>
/// <param name="Fingerprint">The fingerprint of the state at the end.</param>
/// <param name="Findings">The properties that the run breaks.</param>
public sealed record RecordedRun(
    int Steps, long Left, bool AtRest, ulong Fingerprint, IReadOnlyList<Finding> Findings)
{
    /// <summary>What was looked at.</summary>
    public required JudgedProperties Judged { get; init; }

    /// <summary>Whether somebody ended the replay before the end of the recording.</summary>
    public bool IsEnded { get; init; }
}
