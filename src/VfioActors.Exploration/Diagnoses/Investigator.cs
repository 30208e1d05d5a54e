using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Schedules;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Makes the failures of an exploration small, and keeps one for each property and set of blamed defects.
/// </summary>
/// <remarks>
/// Where several defects are on, one can hide another: both break the same property, and one does it first. So each
/// property is searched again with the blamed defects switched off, until nothing breaks it.
/// </remarks>
public static class Investigator
{
    /// <summary>Investigates, those with the fewest steps first.</summary>
    /// <param name="failuresMax">How many failures to look at.</param>
    public static IReadOnlyList<Diagnosis> Investigate(
        Setup setup, ExplorationReport report, TraceOrigin origin, int failuresMax = 64,
            CancellationToken cancellation = default)
    {
        SortedDictionary<string, Diagnosis> distinct = new(StringComparer.Ordinal);
        foreach (var failure in report.Failures.Where(failure => failure.Property is not Witness).Take(failuresMax))
        {
            if (cancellation.IsCancellationRequested) { break; }
            Keep(distinct, TraceMinimizer.Minimize(setup, failure, origin));
        }

        foreach (var property in distinct.Values.Select(diagnosis => diagnosis.Property).Distinct().ToList())
        {
            foreach (var hidden in Hidden(setup, property, [.. distinct.Values], origin))
            {
                if (cancellation.IsCancellationRequested) { break; }
                Keep(distinct, hidden);
            }
        }

        return [.. distinct.Values.OrderBy(diagnosis => diagnosis.MinimalSteps).ThenBy(diagnosis =>
            diagnosis.Property, StringComparer.Ordinal)];
    }

    /// <summary>What breaks a property once those who were blamed for it so far are switched off.</summary>
    private static IEnumerable<Diagnosis> Hidden(Setup setup, string property, IReadOnlyList<Diagnosis> known,
        TraceOrigin origin)
    {
        SortedSet<string> off =
            new(known.Where(one => one.Property == property).SelectMany(one => one.Defects), StringComparer.Ordinal);
        while (off.Count > 0)
        {
            var on = setup.Arguments.Defects.Ids.Where(id => !off.Contains(id));
            var left = setup.With(setup.Arguments.With(new DefectSet(on)));
            if (BoundedSearch.FindFailure(left, property) is not { } failure) { yield break; }
            var diagnosis = TraceMinimizer.Minimize(left, failure, origin) with { Behind = [.. off], Occurrences = 0 };
            yield return diagnosis;
            if (diagnosis.Defects.Count == 0) { yield break; }
            off.UnionWith(diagnosis.Defects);
        }
    }

    private static void Keep(SortedDictionary<string, Diagnosis> distinct, Diagnosis diagnosis)
    {
        var key = $"{diagnosis.Property} {string.Join(' ', diagnosis.Defects)}";
        var known = distinct.GetValueOrDefault(key);
        var best = known is null || diagnosis.MinimalSteps < known.MinimalSteps ? diagnosis : known;
        distinct[key] = best with
        {
            Occurrences = diagnosis.Occurrences + (known?.Occurrences ?? 0),
            Behind = known?.Behind ?? diagnosis.Behind,
        };
    }
}
