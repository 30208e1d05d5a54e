using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-08: the first of two detaches of one device clears the entry of both.</summary>
/// <param name="actors">Who is who.</param>
public sealed class EntryPresentWhileUsers(AuxActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "A device has the entry of a domain exactly while the domain counts users on it.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        for (var domain = 0; domain < actors.Domains.Count; domain++)
        {
            for (var device = 0; device < actors.UnitOfDevice.Count; device++)
            {
                if (Refute(actors.Domains[domain], new(device), view) is { } reason) { return reason; }
            }
        }

        return null;
    }

    private string? Refute(ActorId domain, DeviceId device, IWorldView view)
    {
        var state = view.State<AuxDomainState>(domain);
        var unit = view.State<IommuUnitState>(actors.UnitOfDevice[device.Value]);
        var users = state.Users[device].Count;
        EntryKey place = new(device, state.DefaultPasid.Value);
        var present = unit.Entries.TryGet(place, out var entry) && entry.Owner == domain;
        if (present == users > 0) { return null; }
        var name = $"{actors.NameOfDevice(device)}[{place.Pasid}]";
        return $"{name} is {(present ? "present" : "absent")}, and {view.NameOf(domain)} has "
            + $"{Counted.Of(users, "user")} there";
    }
}
