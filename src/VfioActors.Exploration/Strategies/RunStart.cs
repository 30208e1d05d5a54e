namespace VfioActors.Exploration.Strategies;

/// <summary>From where a run goes on.</summary>
/// <param name="Depth">How many steps of the last run stay; 0 for a new run.</param>
/// <param name="IsRestart">
/// Whether the whole search begins again, having learned that it took for the same what is not: what was counted so far
/// is not part of it.
/// </param>
public readonly record struct RunStart(int Depth, bool IsRestart = false);
