using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Schedules;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Makes the failures of an exploration small, and keeps one for each property and set of blamed defects.</summary>
public static class Investigator
{
    /// <summary>Investigates, those with the fewest steps first.</summary>
    /// <param name="failuresMax">How many failures to look at.</param>
    public static IReadOnlyList<Diagnosis> Investigate(
        Setup setup, ExplorationReport report, TraceOrigin origin, int failuresMax = 64, CancellationToken cancellation = default)
    {
        SortedDictionary<string, Diagnosis> distinct = new(StringComparer.Ordinal);
        foreach (var failure in report.Failures.Where(failure => failure.Property is not Witness).Take(failuresMax))
        {
            if (cancellation.IsCancellationRequested) { break; }
            var diagnosis = TraceMinimizer.Minimize(setup, failure, origin);
            var key = $"{diagnosis.Property} {string.Join(' ', diagnosis.Defects)}";
            var known = distinct.GetValueOrDefault(key);
            var best = known is null || diagnosis.MinimalSteps < known.MinimalSteps ? diagnosis : known;
            distinct[key] = best with { Occurrences = diagnosis.Occurrences + (known?.Occurrences ?? 0) };
        }

        return [.. distinct.Values.OrderBy(diagnosis => diagnosis.MinimalSteps)];
    }
}
