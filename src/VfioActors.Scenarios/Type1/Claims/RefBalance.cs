using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers.States;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-39: a call that is refused keeps its reference to the group.</summary>
public sealed class RefBalance : Invariant<ContainerState>
{
    /// <inheritdoc/>
    public override string Claim => "When no call is in hand, no call holds a reference to a group.";

    /// <inheritdoc/>
    public override string? Refute(ContainerState state, ActorId actor, IWorldView view) =>
        state.GroupRefs.Value == 0 || state.Calls.IsLocked
            ? null
            : $"{Counted.Of(state.GroupRefs.Value, "reference")} to a group left behind";
}
