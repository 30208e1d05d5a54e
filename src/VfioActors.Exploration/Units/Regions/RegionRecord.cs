using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.States;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units.Regions;

/// <summary>What units come to in one region, added up while they are done.</summary>
/// <param name="region">The region.</param>
internal sealed class RegionRecord(int region)
{
    private readonly SortedDictionary<(string Name, string Reason), UnitFailure> _failures = new(FailureOrder.Instance);

    private readonly SortedDictionary<int, EntryWriter> _elsewhere = [];
    private readonly HashSet<int> _written = [];
    private WorkerTotals _totals;
    private long _count;

    /// <summary>Whether some run came back to a state on its way.</summary>
    internal bool HasCircle { get; set; }

    /// <summary>A state was gone on from by every step.</summary>
    internal void Leave(in SearchLevel level)
    {
        _count++;
        _totals = _totals with { Deliveries = _totals.Deliveries + level.Width };
        if (level.Marks == StateMarks.None) { return; }
        _totals = _totals with
        {
            Runs = _totals.Runs + Has(level.Marks, StateMarks.Ended),
            Broken = _totals.Broken + Has(level.Marks, StateMarks.BrokenEnd),
            Cut = _totals.Cut + Has(level.Marks, StateMarks.Cut),
        };
    }

    /// <summary>A step leads to a state of another region.</summary>
    /// <param name="other">Of which.</param>
    /// <param name="way">The steps to the state before it.</param>
    /// <param name="step">The step from there.</param>
    /// <param name="reached">The state.</param>
    internal void Tell(int other, ReadOnlySpan<int> way, int step, ReachedState reached)
    {
        if (!_elsewhere.TryGetValue(other, out var writer)) { _elsewhere[other] = writer = new(); }
        _written.Add(other);
        writer.Add(way, step, reached);
    }

    /// <summary>Something broke.</summary>
    /// <param name="place">The place of the property.</param>
    /// <param name="finding">What broke.</param>
    /// <param name="way">The steps of the run, and perhaps more.</param>
    internal void Fail(int place, Finding finding, int[] way)
    {
        var key = (finding.Property.Name, finding.Reason);
        var known = _failures.GetValueOrDefault(key);
        var standing = known;
        if (known is null || known.Way.Length > finding.Step)
        {
            UnitFailure failure = new(place, finding.Reason, 0, way[..(finding.Step + 1)]);
            standing = known is null || failure.IsBefore(known) ? failure : known;
        }

        _failures[key] = standing! with { Occurrences = (known?.Occurrences ?? 0) + 1 };
    }

    /// <summary>What a unit comes to. The next one begins.</summary>
    /// <param name="states">How many states it met.</param>
    /// <param name="untried">How many steps are known and were not taken.</param>
    internal RegionPart Take(long states, long untried)
    {
        RegionPart part = new(region, _totals, _count, states)
        {
            Untried = untried,
            HasCircle = HasCircle,
            Failures = [.. _failures.Values.Take(FailureOrder.Most)],
        };
        (_totals, _count) = (default, 0);
        _failures.Clear();
        return part;
    }

    /// <summary>The states of other regions that were told of since the last time.</summary>
    internal IReadOnlyList<RegionEntries> TakeEntries()
    {
        RegionEntries[] entries = [.. _written.Order().Select(other => _elsewhere[other].Take(other))];
        _written.Clear();
        return entries;
    }

    private static int Has(StateMarks marks, StateMarks mark) => (marks & mark) != 0 ? 1 : 0;
}
