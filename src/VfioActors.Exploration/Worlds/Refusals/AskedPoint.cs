namespace VfioActors.Exploration.Worlds.Refusals;

/// <summary>A point that a search met.</summary>
/// <param name="Point">Which.</param>
/// <param name="Times">In how many of the steps that the search took the host was asked there.</param>
public readonly record struct AskedPoint(RefusalPoint Point, long Times);
