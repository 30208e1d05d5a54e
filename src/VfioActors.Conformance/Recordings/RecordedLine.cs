namespace VfioActors.Conformance.Recordings;

/// <summary>What a line of a recording says: a case begins, or an operation of it was made.</summary>
/// <param name="Case">The case.</param>
/// <param name="Operation">The operation, or null where the case begins.</param>
public readonly record struct RecordedLine(CaseName Case, RecordedOperation? Operation);
