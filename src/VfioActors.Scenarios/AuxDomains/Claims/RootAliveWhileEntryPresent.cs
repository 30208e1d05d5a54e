using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.AuxDomains;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-16 and AUX-17: tables are freed that an entry points to.</summary>
/// <param name="actors">Who is who.</param>
public sealed class RootAliveWhileEntryPresent(AuxActors actors) : Invariant<AuxDomainState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "While a device is on a domain, the table that its entry points to is not freed.";

    /// <inheritdoc/>
    public override string? Refute(AuxDomainState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Users.Count; at++)
        {
            var (device, use) = (state.Users.Keys[at], state.Users.Values[at]);
            if (state.Freed.Value == 0 && use.RootLevel <= state.TopLevel.Value) { continue; }
            var entry = $"{actors.NameOfDevice(device)}[{use.Pasid}]";
            return $"{entry} points to a table of {view.NameOf(actor)} that is freed";
        }

        return null;
    }
}
