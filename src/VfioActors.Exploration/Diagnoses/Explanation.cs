using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Schedules;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Says why a small failure happens, and writes it down.</summary>
internal static class Explanation
{
    internal static Diagnosis Of(Candidate candidate, Failure failure, TraceOrigin origin)
    {
        var (finding, steps) = Run(candidate);
        var evidence = Evidence.Of(candidate, steps, finding);
        var doomed = PointOfNoReturn.Find(candidate);
        var violation = ViolationOf(candidate, failure, finding) with
        {
            Race = evidence.Flip is { } flip ? new(flip.Pair.First, flip.Pair.Second) : null,
            Doomed = doomed,
            Why = new Why(evidence).Sentence(),
        };
        var header = TraceRecording.HeaderOf(candidate.Setup, origin) with { Violation = violation };
        return Made(candidate, failure, new(header, steps));
    }

    /// <summary>Writes down what there is, without saying why: nobody wants to wait any longer.</summary>
    /// <param name="isLeast">Whether making it small came to its end.</param>
    internal static Diagnosis Short(Candidate candidate, Failure failure, TraceOrigin origin, bool isLeast)
    {
        var (finding, steps) = Run(candidate);
        var violation = ViolationOf(candidate, failure, finding);
        Trace trace = new(TraceRecording.HeaderOf(candidate.Setup, origin) with { Violation = violation }, steps);
        return Made(candidate, failure, trace) with { IsEndedEarly = !isLeast, IsUnexplained = true };
    }

    /// <summary>Writes down what was found before anybody knew which of the defects that are on it takes.</summary>
    internal static Diagnosis Unblamed(Candidate candidate, Failure failure, TraceOrigin origin)
    {
        var found = Short(candidate, failure, origin, isLeast: false);
        var header = found.Trace.Header;
        var violation = header.Violation! with { Defects = [] };
        return found with { Defects = [], Trace = found.Trace with { Header = header with { Violation = violation } } };
    }

    private static (Finding Finding, IReadOnlyList<TraceStep> Steps) Run(Candidate candidate) =>
        (candidate.Runner.Run(candidate.Schedule, completes: true).Finding
                ?? throw new NotBrokenAgainException(candidate.Property),
            TraceRecording.Record(candidate.Setup, candidate.Schedule));

    private static TraceViolation ViolationOf(Candidate candidate, Failure failure, Finding finding) => new()
    {
        Property = candidate.Property,
        Claim = failure.Property.Claim,
        Refutation = finding.Reason,
        Step = finding.Step,
        Defects = DefectAttribution.Blamed(candidate),
    };

    private static Diagnosis Made(Candidate candidate, Failure failure, Trace trace) => new()
    {
        Property = candidate.Property,
        Claim = failure.Property.Claim,
        Reason = trace.Header.Violation!.Refutation,
        Defects = DefectAttribution.Blamed(candidate),
        Steps = failure.Schedule.Count,
        Occurrences = failure.Occurrences,
        Trace = trace,
    };
}
