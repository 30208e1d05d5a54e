using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Reports;

/// <summary>Puts a performer through recordings.</summary>
public static class Conformity
{
    /// <summary>Performs every case of a recording, each from a fresh start.</summary>
    /// <param name="recording">What was recorded.</param>
    /// <param name="start">Starts a performer for the kernel and machine of a header.</param>
    public static RecordingReport Check(Recording recording, Func<RecordingHeader, IPerformer> start)
    {
        var (operations, agreed) = (0, 0);
        CaseDifference? first = null;
        foreach (var recorded in recording.Cases)
        {
            var differences = Perform(recording.Header, recorded, start(recording.Header)).ToList();
            operations += recorded.Operations.Count;
            agreed += recorded.Operations.Count - differences.Count;
            first ??= differences.FirstOrDefault();
        }

        return new(operations, agreed, first);
    }

    /// <summary>Performs one case.</summary>
    /// <returns>The operations that disagree, in order.</returns>
    public static IEnumerable<CaseDifference> Perform(
        RecordingHeader header, RecordedCase recorded, IPerformer performer)
    {
        RecordedDrivers drivers = new();
        foreach (var line in recorded.Operations)
        {
            drivers.Expect(line.Outcome);
            var outcome = performer.Perform(line.Operation, drivers);
            drivers.Note(line.Operation, line.Outcome);
            var differences = OutcomeComparer.Compare(line.Operation, header.Kernel, line.Outcome, outcome);
            if (differences.Count > 0) { yield return new(recorded, line, differences); }
        }
    }
}
