using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.DeviceGroups;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-13: an invalidation times out.</summary>
public sealed class NoInvalidationInReset : Invariant<ResettableState>
{
    /// <inheritdoc/>
    public override string Claim => "No device is sent an invalidation while it is in reset.";

    /// <inheritdoc/>
    public override string? Refute(ResettableState state, ActorId actor, IWorldView view) =>
        state.TimeOuts.Value == 0 ? null : $"{view.NameOf(actor)} is in reset and ignores an invalidation";
}
