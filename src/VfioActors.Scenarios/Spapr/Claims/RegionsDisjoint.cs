using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Spapr.Registries;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>No known defect breaks it: regions that are found by one address would lie over each other.</summary>
public sealed class RegionsDisjoint : Invariant<RegionRegistryState>
{
    /// <inheritdoc/>
    public override string Claim => "No two regions of one list share a page.";

    /// <inheritdoc/>
    public override string? Refute(RegionRegistryState state, ActorId actor, IWorldView view)
    {
        for (var one = 0; one < state.Regions.Count; one++)
        {
            for (var other = one + 1; other < state.Regions.Count; other++)
            {
                var (left, right) = (state.Regions.Values[one], state.Regions.Values[other]);
                var areOpen = left.IsListed && right.IsListed && !left.IsClosing && !right.IsClosing;
                if (areOpen && left.List == right.List && left.Overlaps(right.Start, right.Size))
                {
                    return $"{state.Regions.Keys[one]} and {state.Regions.Keys[other]} overlap";
                }
            }
        }

        return null;
    }
}
