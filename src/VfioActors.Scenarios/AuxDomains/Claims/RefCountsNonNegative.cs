using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches counts that wrapped or do not match what they count.</summary>
/// <param name="actors">Who is who.</param>
public sealed class RefCountsNonNegative(AuxActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim =>
        "A domain counts as many attaches as its devices have users; a unit holds a domain id only while it is used.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        for (var at = 0; at < actors.Domains.Count; at++)
        {
            var state = view.State<AuxDomainState>(actors.Domains[at]);
            var users = 0U;
            foreach (var use in state.Users.Values) { users += (uint)use.Count; }
            if (state.Attaches.Value == users) { continue; }
            return $"{view.NameOf(actors.Domains[at])} counts "
                + $"{Counted.Of(state.Attaches.Value, "attach", "attaches")} for {Counted.Of(users, "user")}";
        }

        for (var at = 0; at < actors.Units.Count; at++)
        {
            foreach (var use in view.State<IommuUnitState>(actors.Units[at]).DomainIds.Values)
            {
                if (use.Count <= 0) { return $"domain id {use.DomainId} is used {Counted.Of(use.Count, "time")}"; }
            }
        }

        return null;
    }
}
