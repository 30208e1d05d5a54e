using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Livelocks;

/// <summary>
/// Whether a fair scheduler may take some steps over and over, as <see cref="FairCircle"/> says; steps are added one
/// by one, in any order.
/// </summary>
internal sealed class Fairness
{
    private readonly HashSet<int> _served = [];
    private readonly HashSet<(ulong State, StepKey Answer)> _given = [];
    private readonly HashSet<(ulong State, StepKey Answer)> _missing = [];

    /// <summary>The channels whose next message could have been handled all the while; null before any step.</summary>
    private SortedSet<int>? _waiting;

    /// <summary>Whether it may: nobody who could always go on is kept back, and no answer is held back.</summary>
    internal bool Holds => _missing.Count == 0 && _waiting?.IsSubsetOf(_served) == true;

    /// <summary>One more step.</summary>
    internal void Add(CircleStep step)
    {
        _served.Add(step.Served);
        if (_waiting is null) { _waiting = [.. step.Open]; }
        else if (_waiting.Count > 0) { _waiting.IntersectWith(step.Open); }
        foreach (var answer in step.Offered)
        {
            if (!_given.Contains(answer)) { _missing.Add(answer); }
        }

        if (step.Given is not { } given) { return; }
        _given.Add(given);
        _missing.Remove(given);
    }
}
