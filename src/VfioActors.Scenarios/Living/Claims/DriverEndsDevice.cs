using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Iommufd;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-06: the driver's own count is not the last, though nobody uses the device.</summary>
public sealed class DriverEndsDevice : Invariant<IommufdState>
{
    /// <inheritdoc/>
    public override string Claim => "A driver that has waited for all calls can let its device go.";

    /// <inheritdoc/>
    public override string? Refute(IommufdState state, ActorId actor, IWorldView view) =>
        state.FailedEnds.Value == 0 ? null : $"{view.NameOf(actor)} finds a device busy that its driver lets go";
}
