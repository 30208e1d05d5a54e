using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Schedules;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Says why a small failure happens, and writes it down.</summary>
internal static class Explanation
{
    internal static Diagnosis Of(Suspect suspect, Failure failure, TraceOrigin origin)
    {
        var (finding, steps) = Run(suspect);
        var evidence = Evidence.Of(suspect, steps, finding);
        var doomed = DoomFinder.Find(suspect);
        var violation = ViolationOf(suspect, failure, finding) with
        {
            Race = evidence.Flip is { } flip ? new(flip.Pair.First, flip.Pair.Second) : null,
            Doomed = doomed,
            Why = new Why(evidence).Sentence(),
        };
        return Made(suspect, failure, new(TraceRecording.HeaderOf(suspect.Setup, origin) with { Violation = violation },
            steps));
    }

    /// <summary>Writes down what there is, without saying why: nobody wants to wait any longer.</summary>
    internal static Diagnosis Short(Suspect suspect, Failure failure, TraceOrigin origin)
    {
        var (finding, steps) = Run(suspect);
        var violation = ViolationOf(suspect, failure, finding);
        Trace trace = new(TraceRecording.HeaderOf(suspect.Setup, origin) with { Violation = violation }, steps);
        return Made(suspect, failure, trace) with { IsEndedEarly = true };
    }

    private static (Finding Finding, IReadOnlyList<TraceStep> Steps) Run(Suspect suspect) =>
        (suspect.Runner.Run(suspect.Schedule, completes: true).Finding!,
            TraceRecording.Record(suspect.Setup, suspect.Schedule));

    private static TraceViolation ViolationOf(Suspect suspect, Failure failure, Finding finding) => new()
    {
        Property = suspect.Property,
        Claim = failure.Property.Claim,
        Refutation = finding.Reason,
        Step = Math.Max(0, finding.Step),
        Defects = [.. suspect.Setup.Arguments.Defects.Ids],
    };

    private static Diagnosis Made(Suspect suspect, Failure failure, Trace trace) => new()
    {
        Property = suspect.Property,
        Claim = failure.Property.Claim,
        Reason = trace.Header.Violation!.Refutation,
        Defects = [.. suspect.Setup.Arguments.Defects.Ids],
        Steps = failure.Schedule.Count,
        Occurrences = failure.Occurrences,
        Trace = trace,
    };
}
