using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units.Regions;

/// <summary>What came of a region so far.</summary>
internal sealed class RegionSums
{
    /// <summary>What was counted.</summary>
    internal WorkerTotals Totals { get; private set; }

    /// <summary>How many states were gone on from, by every step.</summary>
    internal long Count { get; private set; }

    /// <summary>How many states were met, whatever was broken before them.</summary>
    internal long States { get; private set; }

    /// <summary>How many steps are known and were not taken.</summary>
    internal long Untried { get; private set; }

    /// <summary>Whether a run came round.</summary>
    internal bool HasCircle { get; private set; }

    /// <summary>What broke.</summary>
    internal UnitFailures Failures { get; } = new();

    /// <summary>Adds what came of a unit.</summary>
    internal void Add(RegionPart part)
    {
        Totals = Totals.And(part.Totals);
        foreach (var failure in part.Failures) { Failures.Add(failure, failure.Occurrences); }
        (Count, States, Untried) = (Count + part.Count, States + part.States, part.Untried);
        HasCircle |= part.HasCircle;
    }
}
