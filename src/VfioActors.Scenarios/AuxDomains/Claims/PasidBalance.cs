using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.AuxDomains;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches an id that nobody will give back, or that is used and not in use.</summary>
/// <param name="actors">Who is who.</param>
public sealed class PasidBalance(AuxActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim =>
        "A domain is on a device exactly while it has an id, and that id is in use by it and by nobody else.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var allocator = view.State<PasidAllocatorState>(actors.Allocator);
        for (var at = 0; at < actors.Domains.Count; at++)
        {
            var domain = actors.Domains[at];
            var state = view.State<AuxDomainState>(domain);
            var pasid = state.DefaultPasid.Value;
            var owned = OwnedBy(allocator, domain);
            if (state.Users.Count > 0 != pasid.IsSome)
            {
                return $"{view.NameOf(domain)} is on {Counted.Of(state.Users.Count, "device")} with "
                    + $"defaultPasid={pasid}";
            }

            if (owned != (pasid.IsSome ? 1 : 0))
            {
                return $"{view.NameOf(domain)} has defaultPasid={pasid} and {Counted.Of(owned, "id")} in use";
            }

            if (pasid.IsSome && allocator.InUse[pasid].Owner != domain)
            {
                return $"pasid {pasid} of {view.NameOf(domain)} is not its own";
            }
        }

        return null;
    }

    private static int OwnedBy(PasidAllocatorState allocator, ActorId domain)
    {
        var owned = 0;
        foreach (var lease in allocator.InUse.Values) { owned += lease.Owner == domain ? 1 : 0; }
        return owned;
    }
}
