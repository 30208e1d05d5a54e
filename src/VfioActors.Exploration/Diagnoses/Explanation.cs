using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Says why a small failure happens, and writes it down.</summary>
internal static class Explanation
{
    internal static Diagnosis Of(Candidate candidate, Failure failure, TraceOrigin origin)
    {
        var finding = candidate.Runner.Run(candidate.Schedule, completes: true).Finding!;
        var steps = TraceRecording.Record(candidate.Setup, candidate.Schedule);
        var evidence = Evidence.Of(candidate, steps, finding);
        var doomed = PointOfNoReturn.Find(candidate);
        var defects = candidate.Setup.Arguments.Defects.Ids;
        TraceViolation violation = new()
        {
            Property = candidate.Property,
            Claim = failure.Property.Claim,
            Refutation = finding.Reason,
            Step = Math.Max(0, finding.Step),
            Defects = [.. defects],
            Race = evidence.Flip is { } flip ? new(flip.Pair.First, flip.Pair.Second) : null,
            Doomed = doomed,
            Why = new Why(evidence).Sentence(),
        };
        return new()
        {
            Property = candidate.Property,
            Claim = failure.Property.Claim,
            Reason = finding.Reason,
            Defects = [.. defects],
            Steps = failure.Schedule.Count,
            Occurrences = failure.Occurrences,
            Trace = new(TraceRecording.HeaderOf(candidate.Setup, origin) with { Violation = violation }, steps),
        };
    }
}
