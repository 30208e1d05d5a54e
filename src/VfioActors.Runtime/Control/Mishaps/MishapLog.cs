using VfioActors.Exploration.Scenarios;

namespace VfioActors.Runtime.Control.Mishaps;

/// <summary>What went wrong in the run so far.</summary>
internal sealed class MishapLog
{
    private readonly List<Mishap> _mishaps = [];
    private readonly HashSet<object> _failures = new(ReferenceEqualityComparer.Instance);

    /// <summary>How often each kind was met while exploring.</summary>
    private readonly long[] _counts = new long[Enum.GetValues<MishapKind>().Length];

    /// <summary>Whether steps are taken that were taken before: what goes wrong in them was counted.</summary>
    internal bool IsAgain { get; set; }

    /// <summary>How often each kind was met while exploring, for reports.</summary>
    internal IReadOnlyList<Tally> Tallies =>
    [
        new("failures", _counts[(int)MishapKind.Failure]),
        new("restarts", _counts[(int)MishapKind.Restart]),
        new("unhandled messages", _counts[(int)MishapKind.Unhandled]),
        new("dead letters", _counts[(int)MishapKind.DeadLetter]),
    ];

    /// <summary>From now on it counts: what came before were rehearsals.</summary>
    internal void BeginCounting() => Array.Clear(_counts);

    internal void Clear()
    {
        if (_mishaps.Count == 0) { return; }
        _mishaps.Clear();
        _failures.Clear();
    }

    /// <summary>Whether a failure was told of.</summary>
    internal bool Knows(Exception failure) => _failures.Contains(failure);

    /// <summary>One failure is told by its actor, by whoever it is escalated to, and to the log: it is kept once.
    /// </summary>
    internal void Add(in Mishap mishap)
    {
        if (mishap.Kind == MishapKind.Failure && !_failures.Add(mishap.What)) { return; }
        _mishaps.Add(mishap);
        if (!IsAgain) { _counts[(int)mishap.Kind]++; }
    }

    /// <summary>What went wrong of a kind, the same whatever the order was in which it did; null for nothing.</summary>
    internal string? TextOf(MishapKind kind)
    {
        if (_mishaps.Count == 0) { return null; }
        List<string> texts = [];
        foreach (var mishap in _mishaps)
        {
            if (mishap.Kind == kind) { texts.Add(mishap.ToString()); }
        }

        texts.Sort(StringComparer.Ordinal);
        return texts.Count switch
        {
            0 => null,
            1 => texts[0],
            _ => $"{texts[0]}, and {texts.Count - 1} more",
        };
    }
}
