using System.Diagnostics.CodeAnalysis;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration;

/// <summary>
/// The different failures of an exploration. Which of several runs stands for a failure depends on the runs alone, not
/// on the order in which they come: the shortest, then the first of the search.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is filled and read, never indexed.")]
internal sealed class FailureCollection
{
    /// <summary>
    /// More different failures than this are not kept: the first in the order of their names and reasons are, whoever
    /// finds which when.
    /// </summary>
    private const int KeptMax = 64;

    private readonly SortedDictionary<(string Property, string Reason), Failure> _failures = new(
        Comparer<(string Property, string Reason)>.Create(InOrder));

    internal int Count => _failures.Count;

    internal IReadOnlyList<Failure> Failures =>
        [.. _failures.Values.OrderBy(failure => failure.Schedule.Count).ThenBy(failure => failure.Property.Name,
            StringComparer.Ordinal)
            .ThenBy(failure => failure.Reason, StringComparer.Ordinal)];

    /// <summary>The same; what was met before the search began again, and not yet again, was met once.</summary>
    internal IReadOnlyList<Failure> Met =>
        [.. Failures.Select(failure => failure with { Occurrences = Math.Max(1, failure.Occurrences) })];

    internal void Add(World world, Finding finding, RunPlace place)
    {
        var key = (finding.Property.Name, finding.Reason);
        var known = _failures.GetValueOrDefault(key);
        if (known is { Occurrences: > 0 }
            && (known.Schedule.Count, known.Place).CompareTo((finding.StepsShown, place)) <= 0)
        {
            _failures[key] = known with { Occurrences = known.Occurrences + 1 };
            return;
        }

        var schedule = new StepKey[finding.StepsShown];
        for (var step = 0; step < schedule.Length; step++) { schedule[step] = world.KeyAt(step); }
        _failures[key] = new(finding.Property, finding.Reason, place.Number, schedule)
        {
            Occurrences = 1 + (known?.Occurrences ?? 0),
            Branches = place.Branches,
        };
        Trim();
    }

    /// <summary>
    /// The search begins again: what was found so far was met by no run of it yet. Whatever meets it takes its place.
    /// </summary>
    internal void CountAgain()
    {
        foreach (var (key, failure) in _failures.ToList()) { _failures[key] = failure with { Occurrences = 0 }; }
    }

    internal void Clear() => _failures.Clear();

    internal void Merge(FailureCollection other)
    {
        foreach (var failure in other._failures.Values) { Keep(failure); }
    }

    /// <summary>Adds what was met elsewhere.</summary>
    internal void Keep(Failure failure)
    {
        var key = (failure.Property.Name, failure.Reason);
        var known = _failures.GetValueOrDefault(key);
        var isMet = failure.Occurrences > 0;
        var shorter = known is null || (isMet == known.Occurrences > 0
            ? (failure.Schedule.Count, failure.Place).CompareTo((known.Schedule.Count, known.Place)) < 0
            : isMet);
        var occurrences = failure.Occurrences + (known?.Occurrences ?? 0);
        _failures[key] = (shorter ? failure : known!) with { Occurrences = occurrences };
        Trim();
    }

    private static int InOrder((string Property, string Reason) left, (string Property, string Reason) right)
    {
        var order = string.CompareOrdinal(left.Property, right.Property);
        return order != 0 ? order : string.CompareOrdinal(left.Reason, right.Reason);
    }

    /// <summary>
    /// Drops what is too many. It never comes back, since all that displaced it stays before it; so what is kept in the
    /// end was kept, and counted, from the first time on.
    /// </summary>
    private void Trim()
    {
        if (_failures.Count > KeptMax) { _failures.Remove(_failures.Keys.Last()); }
    }
}
