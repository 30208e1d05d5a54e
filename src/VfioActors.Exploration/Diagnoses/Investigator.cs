using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Makes the failures of an exploration small: an <see cref="Investigation"/> from start to end.</summary>
public static class Investigator
{
    /// <summary>Investigates, those with the fewest steps first.</summary>
    /// <param name="failuresMax">How many failures to look at.</param>
    public static IReadOnlyList<Diagnosis> Investigate(
        Setup setup, ExplorationReport report, TraceOrigin origin, int failuresMax = 64,
            CancellationToken cancellation = default)
    {
        Investigation investigation = new(setup, report, origin, failuresMax);
        investigation.Go(cancellation);
        return investigation.Known.Diagnoses;
    }
}
