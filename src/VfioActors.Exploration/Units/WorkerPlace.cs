using VfioActors.Exploration.Units.Cuts;

namespace VfioActors.Exploration.Units;

/// <summary>Where a worker stands among those that share a search.</summary>
/// <param name="Turn">
/// A number of its own, from 0: where the order does not matter it begins with other steps than others.
/// </param>
/// <param name="Cuts">How states are cut into regions: <see cref="UnitLedger.Cuts"/>.</param>
internal readonly record struct WorkerPlace(int Turn, IReadOnlyList<RegionCut> Cuts);
