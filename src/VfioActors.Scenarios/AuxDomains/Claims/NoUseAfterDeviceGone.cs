using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-18 and AUX-21: the record of a removed device is used.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoUseAfterDeviceGone(AuxActors actors) : Invariant<IommuUnitState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "Nothing is in the table or the list of a device that was removed.";

    /// <inheritdoc/>
    public override string? Refute(IommuUnitState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Modes.Count; at++)
        {
            if (state.Modes.Values[at] == DeviceMode.Gone && Leftover(state, state.Modes.Keys[at], view) is { } left)
            {
                return left;
            }
        }

        return null;
    }

    private string? Leftover(IommuUnitState state, DeviceId device, IWorldView view)
    {
        foreach (var key in state.Entries.Keys)
        {
            if (key.Device == device)
            {
                return $"{actors.NameOfDevice(device)}[{key.Pasid}] is written, and the device is gone";
            }
        }

        foreach (var link in state.Links.Keys)
        {
            if (link.Device == device)
            {
                return $"{view.NameOf(link.Owner)} is on {actors.NameOfDevice(device)}, which is gone";
            }
        }

        return null;
    }
}
