using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.DeviceGroups;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>
/// What a group says is attached is attached in the hardware of every device that is not being reset.
/// </summary>
/// <param name="isAliased">Whether devices share a requester id: a reset of one blocks it for all.</param>
public sealed class HardwareFollowsGroup(bool isAliased) : Invariant<DeviceGroupState>
{
    /// <inheritdoc/>
    public override string Claim =>
        "Whenever nobody has the group's mutex, each device that is not being reset has what the group says.";

    /// <inheritdoc/>
    public override string? Refute(DeviceGroupState state, ActorId actor, IWorldView view)
    {
        var pasids = 0;
        for (var at = 0; at < state.Devices.Count && state.Calls.Count == 0; at++)
        {
            var (id, device) = (state.Devices.Keys[at], state.Devices.Values[at]);
            if (device.IsBlocked == 1) { continue; }
            pasids += state.Pasids.Count;
            var isParked = device.Attached == GroupDomain.Blocking
                && (state.Domain.Value == GroupDomain.None || (isAliased && state.Recovering.Value > 0));
            if (device.Attached != state.Domain.Value && !isParked)
            {
                return $"dev{id} has {device.Attached}, and its group says {state.Domain.Value}";
            }

            for (var tag = 0; tag < state.Pasids.Count; tag++)
            {
                var (pasid, said) = (state.Pasids.Keys[tag], state.Pasids.Values[tag]);
                var isThere = state.Hardware.TryGet(new(id, pasid), out var domain);
                if (isThere && domain == said) { continue; }
                return $"dev{id} has not {said} under pasid {pasid}, as its group says";
            }
        }

        return state.Calls.Count > 0 || state.Hardware.Count == pasids ? null
            : "the hardware has more than the group says";
    }
}
