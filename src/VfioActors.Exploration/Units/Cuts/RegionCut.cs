namespace VfioActors.Exploration.Units.Cuts;

/// <summary>
/// A cut between regions: states in which an actor is at a place, or farther, are of other regions than those before.
/// </summary>
/// <param name="Actor">The number of the actor.</param>
/// <param name="Place">The place, from 1.</param>
internal readonly record struct RegionCut(int Actor, int Place);
