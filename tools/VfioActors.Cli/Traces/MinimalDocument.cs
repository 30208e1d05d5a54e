using VfioActors.Exploration.Diagnoses;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Cli.Traces;

/// <summary>What came of making a trace small, for programs.</summary>
internal sealed record MinimalDocument(
    string Scenario,
    string Property,
    string Claim,
    string Reason,
    IReadOnlyList<string> DefectIds,
    int Steps,
    int MinimalSteps,
    bool IsEndedEarly,
    bool IsUnexplained,
    IReadOnlyList<string> LeftOut,
    string Trace,
    string Replay)
{
    /// <summary>The document of a diagnosis that was written.</summary>
    public static MinimalDocument Of(Diagnosis diagnosis, string trace, string replay) => new(
        diagnosis.Trace.Header.Scenario,
        diagnosis.Property,
        diagnosis.Claim,
        diagnosis.Reason,
        diagnosis.Defects,
        diagnosis.Steps,
        diagnosis.MinimalSteps,
        diagnosis.IsEndedEarly,
        diagnosis.IsUnexplained,
        [.. TraceSummary.LeftOut(diagnosis.Trace.Header)],
        trace,
        replay);
}
