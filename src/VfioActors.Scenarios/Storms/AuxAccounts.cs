using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.Storms;

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
            new("clients not at rest", Clients(client => client.Phase.Value == StormPhase.Resting ? 0 : 1)),
            new("operations never answered", Clients(client => client.Open.Count)),
            new("things not given back", Clients(client => client.Held.Count)),
            new("requests open at domains", Domains(domain => domain.Open.Count)),
            new("devices still on domains", Domains(domain => domain.Users.Count)),
            new("attaches not taken back", Domains(domain => domain.Attaches.Value)),
            new("pages still mapped", Domains(domain => domain.Mappings.Count)),
            new("ids that domains own", Domains(domain => domain.Owned.Count)),
            new("pasids in use", view.State<PasidAllocatorState>(actors.Allocator).InUse.Count),
            new("entries present", Units(unit => unit.Entries.Count)),
            new("domains in lists of devices", Units(unit => unit.Links.Count)),
            new("domain ids in use", Units(unit => unit.DomainIds.Count)),
            new("entries cached", Units(unit => unit.PasidCache.Count)),
            new("translations cached", Units(unit => unit.Iotlb.Count + unit.DeviceTlbs.Count)),
        ];
    }
}
