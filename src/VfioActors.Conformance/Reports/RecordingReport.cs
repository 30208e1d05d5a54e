namespace VfioActors.Conformance.Reports;

/// <summary>How far a performer agrees with one recording.</summary>
/// <param name="Operations">Operations in the file.</param>
/// <param name="Agreed">Operations on which every fact is equal.</param>
/// <param name="FirstDifference">The first operation that disagrees, or null.</param>
public sealed record RecordingReport(int Operations, int Agreed, CaseDifference? FirstDifference);
