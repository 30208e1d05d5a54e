using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-07: one list node for the lists of all devices.</summary>
/// <param name="actors">Who is who.</param>
public sealed class ListIntegrity(AuxActors actors) : Invariant<IommuUnitState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "Whoever has an entry in the table of a device is in its list.";

    /// <inheritdoc/>
    public override string? Refute(IommuUnitState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Entries.Count; at++)
        {
            var (key, owner) = (state.Entries.Keys[at], state.Entries.Values[at].Owner);
            if (state.Links.Contains(new(key.Device, owner))) { continue; }
            var device = actors.NameOfDevice(key.Device);
            return $"{device}[{key.Pasid}] = {view.NameOf(owner)}, which is not in the list of {device}";
        }

        return null;
    }
}
