using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.DeviceGroups;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-22: a device gets its translations back while it is being reset.</summary>
public sealed class BlockedStaysBlocked : Invariant<DeviceGroupState>
{
    /// <inheritdoc/>
    public override string Claim => "Nothing goes through a device from the beginning of its reset to the end.";

    /// <inheritdoc/>
    public override string? Refute(DeviceGroupState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Devices.Count; at++)
        {
            var (id, device) = (state.Devices.Keys[at], state.Devices.Values[at]);
            if (device.IsBlocked == 0) { continue; }
            if (device.Attached != GroupDomain.Blocking)
            {
                return $"dev{id} is being reset, and its DMA goes through {device.Attached}";
            }

            foreach (var key in state.Hardware.Keys)
            {
                if (key.Device == id) { return $"dev{id} is being reset, and has pasid {key.Pasid} again"; }
            }
        }

        return null;
    }
}
