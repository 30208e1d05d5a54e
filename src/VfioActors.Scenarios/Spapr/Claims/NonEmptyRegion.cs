using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Spapr.Registries;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-14: a region without pages changes what maps mean, and holds nothing.</summary>
public sealed class NonEmptyRegion : Invariant<RegionRegistryState>
{
    /// <inheritdoc/>
    public override string Claim => "Every region that can be found has a page.";

    /// <inheritdoc/>
    public override string? Refute(RegionRegistryState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Regions.Count; at++)
        {
            var region = state.Regions.Values[at];
            if (region.IsListed && region.Pages.Value == 0) { return $"{state.Regions.Keys[at]} has no page"; }
        }

        return null;
    }
}
