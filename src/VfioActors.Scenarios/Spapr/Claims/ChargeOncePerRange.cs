using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Spapr.Registries;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-01: memory that two containers share is charged to its process twice.</summary>
public sealed class ChargeOncePerRange : Invariant<RegionRegistryState>
{
    /// <inheritdoc/>
    public override string Claim => "A page of a process is registered once, however many containers share it.";

    /// <inheritdoc/>
    public override string? Refute(RegionRegistryState state, ActorId actor, IWorldView view)
    {
        for (var one = 0; one < state.Regions.Count; one++)
        {
            for (var other = one + 1; other < state.Regions.Count; other++)
            {
                var (left, right) = (state.Regions.Values[one], state.Regions.Values[other]);
                var areOpen = left.IsListed && right.IsListed && !left.IsClosing && !right.IsClosing;
                if (areOpen && left.Owner == right.Owner && left.Overlaps(right.Start, right.Size))
                {
                    return $"{state.Regions.Keys[one]} and {state.Regions.Keys[other]} are charged for the same pages";
                }
            }
        }

        return null;
    }
}
