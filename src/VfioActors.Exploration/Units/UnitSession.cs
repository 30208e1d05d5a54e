using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units;

/// <summary>What a ledger knows of one worker.</summary>
/// <param name="pace">How large its units are.</param>
internal sealed class UnitSession(UnitPace pace)
{
    /// <summary>How large its units are.</summary>
    internal UnitPace Pace { get; } = pace;

    /// <summary>What it has in hands, in the order in which it was given.</summary>
    internal Queue<WorkUnit> Units { get; } = [];

    /// <summary>
    /// Units that gave it something, whose results came, and of which it has something left: it goes on from there.
    /// </summary>
    internal List<WorkUnit> Begun { get; } = [];

    /// <summary>Whether it may have something left when it has done what it has in hands.</summary>
    internal bool GoesOn { get; private set; }

    /// <summary>Whether it has nothing to do.</summary>
    internal bool IsIdle => Units.Count == 0 && !GoesOn;

    /// <summary>It begins anew, with nothing.</summary>
    internal void Clear()
    {
        Units.Clear();
        Begun.Clear();
        GoesOn = false;
    }

    /// <summary>It has one unit more in hands.</summary>
    /// <param name="canGoOn">Whether it may have something left of such a unit.</param>
    internal void Give(WorkUnit unit, bool canGoOn)
    {
        Units.Enqueue(unit);
        GoesOn = canGoOn && !unit.LeavesAll;
    }

    /// <summary>The result of the first of its units came.</summary>
    /// <returns>The units of which it has nothing left.</returns>
    internal IReadOnlyList<WorkUnit> Take(UnitResult result)
    {
        var unit = Units.Dequeue();
        if (unit.Branches.Count > 0 || !result.HasMore) { Begun.Add(unit); }
        GoesOn = GoesOn && (result.HasMore || Units.Any(next => next.GivesRoots));
        if (result.HasMore) { return []; }
        WorkUnit[] ended = [.. Begun];
        Begun.Clear();
        return ended;
    }
}
