namespace VfioActors.Exploration.Worlds.Refusals;

/// <summary>The points at which a search asked the host what it may refuse, each with how often.</summary>
internal sealed class AskTally
{
    private readonly SortedDictionary<RefusalPoint, long> _times = [];
    private readonly List<RefusalPoint> _points = [];

    /// <summary>What was met, in order.</summary>
    internal IReadOnlyList<AskedPoint> Asked => [.. _times.Select(one => new AskedPoint(one.Key, one.Value))];

    /// <summary>Begins again, with what is asked before the first step.</summary>
    internal void Begin(AskLog? log)
    {
        _times.Clear();
        Note(log, 0);
    }

    /// <summary>Notes what was asked since a count of the log.</summary>
    internal void Note(AskLog? log, int count)
    {
        if (log is null || log.Count == count) { return; }
        _points.Clear();
        log.PointsSince(count, _points);
        foreach (var point in _points) { _times[point] = _times.GetValueOrDefault(point) + 1; }
    }

    /// <summary>What several searches met together.</summary>
    internal static IReadOnlyList<AskedPoint> Together(IEnumerable<AskedPoint> asked) =>
    [
        .. asked.GroupBy(one => one.Point).OrderBy(group => group.Key)
            .Select(group => new AskedPoint(group.Key, group.Sum(one => one.Times))),
    ];
}
