using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-19: an entry is taken from whoever is on the device with it.</summary>
/// <param name="actors">Who is who.</param>
public sealed class OneOwnerPerEntry(AuxActors actors) : Invariant<IommuUnitState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "Whoever is in the list of a device has exactly one entry in its table.";

    /// <inheritdoc/>
    public override string? Refute(IommuUnitState state, ActorId actor, IWorldView view)
    {
        foreach (var link in state.Links.Keys)
        {
            if (state.Modes[link.Device] == DeviceMode.Gone) { continue; }
            var entries = 0;
            for (var at = 0; at < state.Entries.Count; at++)
            {
                DeviceLink own = new(state.Entries.Keys[at].Device, state.Entries.Values[at].Owner);
                entries += own == link ? 1 : 0;
            }

            if (entries != 1)
            {
                return $"{view.NameOf(link.Owner)} is on {actors.NameOfDevice(link.Device)} with "
                    + $"{Counted.Of(entries, "entry", "entries")}";
            }
        }

        return null;
    }
}
