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
        var race = RaceFinder.Find(suspect);
        var doomed = DoomFinder.Find(suspect);
        var defects = suspect.Setup.Arguments.Defects.Ids;
        TraceViolation violation = new()
        {
            Property = suspect.Property,
            Claim = failure.Property.Claim,
            Refutation = finding.Reason,
            Step = Math.Max(0, finding.Step),
            Defects = [.. defects],
            Race = race,
            Doomed = doomed,
            Why = Why(suspect, steps, race),
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

    private static string Why(Suspect suspect, IReadOnlyList<TraceStep> steps, TraceRace? race)
    {
        if (race is null)
        {
            return suspect.Schedule.Select(step => step.Operation).Distinct().Count() > 1
                ? "No order of two steps decides: the operations break it one after the other."
                : "A single operation breaks it: no race is needed.";
        }

        var (first, second) = (steps[race.First], steps[race.Second]);
        return $"{first.To} handles {Text(suspect, first)} before {Text(suspect, second)}: "
            + "in the opposite order nothing breaks.";
    }

    private static string Text(Suspect suspect, TraceStep step)
    {
        var operation = suspect.Setup.Operations.FirstOrDefault(known => known.Id.Value == step.Operation);
        var message = step.Message[(step.Message.LastIndexOf('.') + 1)..];
        return operation is null ? message : $"{message} of {operation.Client}'s {operation.Text}";
    }
}
