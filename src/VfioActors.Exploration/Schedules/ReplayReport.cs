using VfioActors.Exploration.Properties;

namespace VfioActors.Exploration.Schedules;

/// <summary>What a replay came to.</summary>
/// <param name="Steps">How many steps were taken: all that the trace has.</param>
/// <param name="Fingerprint">The fingerprint of the state after the last one.</param>
/// <param name="Findings">The properties that the run breaks.</param>
public sealed record ReplayReport(int Steps, ulong Fingerprint, IReadOnlyList<Finding> Findings);
