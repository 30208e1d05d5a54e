namespace VfioActors.Conformance.Recordings;

/// <summary>Operations in a row, from a fresh start.</summary>
/// <param name="Id">The name of the case.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Operations">In the order in which they were made.</param>
public sealed record RecordedCase(string Id, string Title, IReadOnlyList<RecordedOperation> Operations);
