namespace VfioActors.Exploration.Strategies;

/// <summary>From where a run goes on.</summary>
/// <param name="Depth">How many steps of the last run stay; 0 for a new run.</param>
/// <param name="IsRestart">
/// Whether the whole search begins again, having learned that it took for the same what is not: what was counted so far
/// is not part of it.
/// </param>
/// <param name="Known">
/// The depth at which it goes on, when the steps up to there are taken again: they were counted and looked at before.
/// </param>
public readonly record struct RunStart(int Depth, bool IsRestart = false, int Known = 0)
{
    /// <summary>The depth at which something new begins.</summary>
    public int GoesOnAt => Math.Max(Depth, Known);
}
