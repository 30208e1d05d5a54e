using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Spapr.Containers;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-22: registering enables a container in which nothing can be mapped.</summary>
public sealed class EnableNeedsGroup : Invariant<SpaprContainerState>
{
    /// <inheritdoc/>
    public override string Claim => "A container that is enabled has a group.";

    /// <inheritdoc/>
    public override string? Refute(SpaprContainerState state, ActorId actor, IWorldView view)
    {
        return state.Enabled.Value != 0 && state.Groups.Count == 0 ? "it is enabled, and has no group" : null;
    }
}
