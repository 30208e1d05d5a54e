namespace VfioActors.Conformance.Recordings;

/// <summary>Operations in a row, from a fresh start.</summary>
/// <param name="Name">Which case it is.</param>
/// <param name="Operations">In the order in which they were made.</param>
public sealed record RecordedCase(CaseName Name, IReadOnlyList<RecordedOperation> Operations);
