using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-15: a detach that undoes nothing.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoLeakAfterDetach(AuxActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim =>
        "When every attach of a domain was taken back, no entry, cache line, PASID or domain id of it is left.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        for (var at = 0; at < actors.Domains.Count; at++)
        {
            var domain = actors.Domains[at];
            if (IsHeld(domain, view)) { continue; }
            if (LeftAtAllocator(domain, view) is { } pasid) { return pasid; }
            if (LeftAtUnits(domain, view) is { } left) { return left; }
        }

        return null;
    }

    private bool IsHeld(ActorId domain, IWorldView view)
    {
        for (var device = 0; device < actors.UnitOfDevice.Count; device++)
        {
            if (actors.Held(view, domain, new(device)) > 0) { return true; }
        }

        return false;
    }

    private string? LeftAtAllocator(ActorId domain, IWorldView view)
    {
        var state = view.State<PasidAllocatorState>(actors.Allocator);
        for (var at = 0; at < state.InUse.Count; at++)
        {
            if (state.InUse.Values[at].Owner == domain)
            {
                return $"pasid {state.InUse.Keys[at]} of {view.NameOf(domain)} is left";
            }
        }

        return null;
    }

    private string? LeftAtUnits(ActorId domain, IWorldView view)
    {
        for (var at = 0; at < actors.Units.Count; at++)
        {
            var state = view.State<IommuUnitState>(actors.Units[at]);
            for (var entry = 0; entry < state.Entries.Count; entry++)
            {
                if (state.Entries.Values[entry].Owner == domain)
                {
                    return $"{PlaceOf(state.Entries.Keys[entry])} = {view.NameOf(domain)} is left";
                }
            }

            if (state.DomainIds.Contains(domain))
            {
                return $"domain id {state.DomainIds[domain].DomainId} of {view.NameOf(domain)} is left";
            }

            if (Holds(state.Iotlb, domain) || Holds(state.DeviceTlbs, domain))
            {
                return $"a cached translation of {view.NameOf(domain)} is left";
            }
        }

        return null;
    }

    private static bool Holds(SortedMap<TlbKey, TlbLine> lines, ActorId domain)
    {
        foreach (var line in lines.Values)
        {
            if (line.Owner == domain) { return true; }
        }

        return false;
    }

    private string PlaceOf(EntryKey key) => $"{actors.NameOfDevice(key.Device)}[{key.Pasid}]";
}
