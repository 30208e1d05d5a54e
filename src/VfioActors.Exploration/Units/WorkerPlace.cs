namespace VfioActors.Exploration.Units;

/// <summary>Where a worker stands among those that share a search.</summary>
/// <param name="Turn">
/// A number of its own, from 0: where the order does not matter it begins with other steps than others.
/// </param>
/// <param name="SharedBy">
/// By how many workers, about, states are cut into regions: <see cref="UnitLedger.SharedBy"/>.
/// </param>
internal readonly record struct WorkerPlace(int Turn, int SharedBy);
