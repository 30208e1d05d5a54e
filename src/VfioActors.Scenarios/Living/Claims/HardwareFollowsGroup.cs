using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.DeviceGroups;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>What a group says is attached is attached in the hardware, when no reset is under way.</summary>
/// <param name="group">The group.</param>
public sealed class HardwareFollowsGroup(ActorId group) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "At rest each device has in the hardware what its group says.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var state = view.State<DeviceGroupState>(group);
        for (var at = 0; at < state.Devices.Count; at++)
        {
            var (id, device) = (state.Devices.Keys[at], state.Devices.Values[at]);
            var isParked = state.Domain.Value == GroupDomain.None && device.Attached == GroupDomain.Blocking;
            if (device.Attached != state.Domain.Value && !isParked)
            {
                return $"dev{id} has {device.Attached}, and its group says {state.Domain.Value}";
            }

            for (var tag = 0; tag < state.Pasids.Count; tag++)
            {
                var pasid = state.Pasids.Keys[tag];
                var isThere = state.Hardware.TryGet(new(id, pasid), out var domain);
                if (!isThere || domain != state.Pasids.Values[tag])
                {
                    return $"dev{id} has not {state.Pasids.Values[tag]} under pasid {pasid}, as its group says";
                }
            }
        }

        return state.Hardware.Count == state.Pasids.Count * state.Devices.Count ? null
            : "the hardware has more than the group says";
    }
}
