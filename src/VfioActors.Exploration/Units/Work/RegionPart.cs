namespace VfioActors.Exploration.Units.Work;

/// <summary>What a unit came to in one region.</summary>
/// <param name="Region">Which.</param>
/// <param name="Totals">What was counted.</param>
/// <param name="Count">How many states were gone on from, by every step.</param>
/// <param name="States">How many states were met that had not been met before, whatever was broken.</param>
internal sealed record RegionPart(int Region, WorkerTotals Totals, long Count, long States)
{
    /// <summary>How many steps are known and were not taken.</summary>
    internal long Untried { get; init; }

    /// <summary>Whether some run came back to a state on its way, in this unit or an earlier one.</summary>
    internal bool HasCircle { get; init; }

    /// <summary>What broke.</summary>
    internal IReadOnlyList<UnitFailure> Failures { get; init; } = [];
}
