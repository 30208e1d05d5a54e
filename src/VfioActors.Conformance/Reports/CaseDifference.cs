using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Reports;

/// <summary>The first operation of a case that disagrees.</summary>
/// <param name="Case">The case.</param>
/// <param name="Operation">The operation, with what was recorded.</param>
/// <param name="Differences">What differs; at least one.</param>
public sealed record CaseDifference(
    RecordedCase Case, RecordedOperation Operation, IReadOnlyList<Difference> Differences);
