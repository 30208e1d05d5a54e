using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.DeviceGroups;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-14 and LIV-21: a reset fails.</summary>
public sealed class ResetIsNotRefused : Invariant<DeviceGroupState>
{
    /// <inheritdoc/>
    public override string Claim => "No reset is refused, inside another or beside one.";

    /// <inheritdoc/>
    public override string? Refute(DeviceGroupState state, ActorId actor, IWorldView view) =>
        state.RefusedResets.Value == 0 ? null : $"{view.NameOf(actor)} refuses a reset";
}
