namespace VfioActors.Exploration.Units.Cuts;

/// <summary>Regions of states, before they are searched.</summary>
/// <param name="Cuts">Where they are cut.</param>
/// <param name="Plan">Which there are.</param>
/// <param name="Shares">Of each how many states a small search had there: how large it will be, in proportion.</param>
internal sealed record PlannedRegions(IReadOnlyList<RegionCut> Cuts, RegionPlan Plan, IReadOnlyList<int> Shares);
