using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Faults.Reporters;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Hosting.Kernels;

/// <summary>Counts what actors hold, at rest.</summary>
internal static class HeldThings
{
    internal static IEnumerable<Holding> In(IWorldView view) =>
        from actor in view.Topology.Actors
        from held in Of(view.StateOf(actor))
        where held.Count != 0
        select new Holding(view.NameOf(actor), held.One, held.What, held.Count);

    private static IEnumerable<(string One, string What, long Count)> Of(State state) => state switch
    {
        ContainerState container =>
        [
            ("mapping", "mappings", container.Mappings.Count),
            ("pinned page", "pinned pages", PinnedIn(container)),
        ],
        VendorDriverState driver =>
            [("pinned run of pages", "pinned runs of pages", driver.Held.Count + driver.HeldOdd.Count)],
        GuestMemoryState memory => [("charged page", "charged pages", ChargedIn(memory))],
        AuxDomainState domain =>
            [("device", "devices", domain.Users.Count), ("mapping", "mappings", domain.Mappings.Count)],
        PasidAllocatorState pasids => [("pasid in use", "pasids in use", pasids.InUse.Count)],
        RegionRegistryState registry => [("region", "regions", registry.Regions.Count)],
        FaultReporterState faults =>
        [
            ("handler", "handlers", faults.Handlers.Count),
            ("pending request", "pending requests", faults.Pending.Count),
        ],
        _ => [],
    };

    private static long PinnedIn(ContainerState container)
    {
        var pinned = 0L;
        for (PageIndex page = default; container.Pins.TryNext(page, out var run); page = run.End)
        {
            pinned += (long)run.Pages.Value;
        }

        return pinned;
    }

    private static long ChargedIn(GuestMemoryState memory)
    {
        var charged = 0L;
        foreach (var process in memory.Processes.Values) { charged += process.LockedPages; }
        return charged;
    }
}
