using VfioActors.Exploration.Schedules;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Says why a small failure happens, and writes it down.</summary>
internal static class Explanation
{
    internal static Diagnosis Of(Suspect suspect, Failure failure, TraceOrigin origin)
    {
        var finding = suspect.Runner.Run(suspect.Schedule, completes: true).Finding!;
        var steps = TraceRecording.Record(suspect.Setup, suspect.Schedule);
        var evidence = Evidence.Of(suspect, steps, finding);
        var doomed = DoomFinder.Find(suspect);
        var defects = suspect.Setup.Arguments.Defects.Ids;
        TraceViolation violation = new()
        {
            Property = suspect.Property,
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
            Property = suspect.Property,
            Claim = failure.Property.Claim,
            Reason = finding.Reason,
            Defects = [.. defects],
            Steps = failure.Schedule.Count,
            Occurrences = failure.Occurrences,
            Trace = new(TraceRecording.HeaderOf(suspect.Setup, origin) with { Violation = violation }, steps),
        };
    }
}
