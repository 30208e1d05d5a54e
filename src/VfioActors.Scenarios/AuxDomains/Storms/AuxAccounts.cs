using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Storms;

/// <summary>Counts what is left of a storm on aux-domains.</summary>
public static class AuxAccounts
{
    /// <summary>What should not be there any more; nothing when all is well.</summary>
    public static IEnumerable<Shortfall> Missing(AuxActors actors, IWorldView view) =>
        Counts(actors, view).Where(one => one.Count != 0);

    private static IEnumerable<Shortfall> Counts(AuxActors actors, IWorldView view)
    {
        long Clients(Func<StormClientState, long> count) =>
            actors.StormClients.Sum(client => count(view.State<StormClientState>(client)));
        long Domains(Func<AuxDomainState, long> count) =>
            actors.Domains.Sum(domain => count(view.State<AuxDomainState>(domain)));
        long Units(Func<IommuUnitState, long> count) =>
            actors.Units.Sum(unit => count(view.State<IommuUnitState>(unit)));
        return
        [
            new(
                "client not at rest",
                "clients not at rest",
                Clients(client => client.Phase.Value == StormPhase.Resting ? 0 : 1)),
            new("operation never answered", "operations never answered", Clients(client => client.Open.Count)),
            new("thing not given back", "things not given back", Clients(client => client.Held.Count)),
            new("request open at domains", "requests open at domains", Domains(domain => domain.Open.Count)),
            new("device still on domains", "devices still on domains", Domains(domain => domain.Users.Count)),
            new("attach not taken back", "attaches not taken back", Domains(domain => domain.Attaches.Value)),
            new("page still mapped", "pages still mapped", Domains(domain => domain.Mappings.Count)),
            new("id that domains own", "ids that domains own", Domains(domain => domain.Owned.Count)),
            new("pasid in use", "pasids in use", view.State<PasidAllocatorState>(actors.Allocator).InUse.Count),
            new("entry present", "entries present", Units(unit => unit.Entries.Count)),
            new("domain in lists of devices", "domains in lists of devices", Units(unit => unit.Links.Count)),
            new("domain id in use", "domain ids in use", Units(unit => unit.DomainIds.Count)),
            new("entry cached", "entries cached", Units(unit => unit.PasidCache.Count)),
            new("translation cached", "translations cached", Units(unit => unit.Iotlb.Count + unit.DeviceTlbs.Count)),
        ];
    }
}
