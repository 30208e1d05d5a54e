using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Scenarios.Type1.Storms;

/// <summary>Catches what a storm leaves in containers, drivers and their memory.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NothingPinned(Type1Actors actors) : StormLosses
{
    /// <inheritdoc/>
    public override string Claim =>
        "After the storm no container has a mapping or a pin, no driver holds a page, and nothing is charged.";

    /// <inheritdoc/>
    public override IReadOnlyList<Shortfall> Missing(IWorldView view) =>
        [.. Counts(view).Where(one => one.Count != 0)];

    private IEnumerable<Shortfall> Counts(IWorldView view)
    {
        long Containers(Func<ContainerState, long> count) =>
            actors.Containers.Sum(container => count(view.State<ContainerState>(container)));
        long Drivers(Func<VendorDriverState, long> count) =>
            actors.KnownDrivers.Sum(driver => count(view.State<VendorDriverState>(driver)));
        var memory = view.State<GuestMemoryState>(actors.Memory);
        var tables = actors.TablesOf(view);
        return
        [
            new("call open at containers", "calls open at containers", Containers(OpenAt)),
            new("mapping of containers", "mappings of containers", Containers(container => container.Mappings.Count)),
            new("page pinned in containers", "pages pinned in containers", Containers(PinnedIn)),
            new(
                "dirty log that is on",
                "dirty logs that are on",
                Containers(container => container.LogIsOn.Value + container.Log.Count)),
            new("access open", "accesses open", Containers(container => container.Accesses.Count)
                + Drivers(driver => driver.Accesses.Count)),
            new("call open at drivers", "calls open at drivers", Drivers(driver => driver.Calls.Count)),
            new(
                "run of pages that drivers hold",
                "runs of pages that drivers hold",
                Drivers(driver => driver.Held.Count + driver.HeldOdd.Count)),
            new("page charged", "pages charged", memory.Processes.Values.ToArray().Sum(process => process.LockedPages)),
            new("pin of pages", "pins of pages", PinsOf(memory)),
            new("translation of containers", "translations of containers", tables.Tables.Count),
            new("translation of containers cached", "translations of containers cached", tables.Cache.Count),
        ];
    }

    private static long OpenAt(ContainerState container) => container.Calls.Waiting.Count + container.Told.Count
        + container.Sleeping.Count + (container.Calls.IsLocked ? 1 : 0);

    private static long PinnedIn(ContainerState container)
    {
        var pinned = 0L;
        for (var page = PageIndex.Zero; container.Pins.TryNext(page, out var run); page = run.End)
        {
            pinned += (long)run.Pages.Value;
        }

        return pinned;
    }

    private static long PinsOf(GuestMemoryState memory)
    {
        var pins = memory.ZeroPins.Value;
        foreach (var (_, run) in memory.Frames) { pins += run.Pins * (long)run.Pages.Value; }
        return pins;
    }
}
