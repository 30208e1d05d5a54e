namespace VfioActors.Conformance.Reports;

/// <summary>How far a performer agrees with one recording.</summary>
/// <param name="Cases">Cases in the file.</param>
/// <param name="Operations">Operations in the file.</param>
/// <param name="Agreed">Operations on which every fact is equal.</param>
/// <param name="CaseDifferences">Of each case that has one the first operation that disagrees, in order.</param>
public sealed record RecordingReport(
    int Cases, int Operations, int Agreed, IReadOnlyList<CaseDifference> CaseDifferences)
{
    /// <summary>The first operation that disagrees, or null.</summary>
    public CaseDifference? FirstDifference => CaseDifferences.Count > 0 ? CaseDifferences[0] : null;

    /// <summary>Operations that disagree: what follows a difference in its case is judged too.</summary>
    public int Differing => Operations - Agreed;
}
