using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Spapr.Actors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-09, 10 and 25: pages that nobody will unpin, or that nobody has pinned.</summary>
/// <param name="actors">Who is who.</param>
public sealed class PinBalance(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "A page is pinned once for each region that a container or an entry needs, and once for each entry of its own.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        SortedDictionary<long, long> expected = [];
        var registry = actors.RegistryOf(view);
        for (var at = 0; at < registry.Regions.Count; at++)
        {
            var (id, region) = (registry.Regions.Keys[at], registry.Regions.Values[at]);
            var isNeeded = region.Mapped > 1 || actors.ContainersOf(view).Any(known => known.Regions.Contains(id));
            if (isNeeded && !region.Marks.HasFlag(RegionMarks.Device)) { AddRegion(registry, id, region, expected); }
        }

        foreach (var (window, _, entry) in actors.Entries(view))
        {
            if (entry.Region != RegionId.None) { continue; }

            var pages = actors.UnitOf(view).Windows[window].Shift.Pages;
            for (var page = 0UL; page < pages.Value; page++) { Add(expected, entry.Page.Value + (long)page); }
        }

        return Compare(actors.MemoryOf(view), expected);
    }

    private static void AddRegion(
        RegionRegistryState registry, RegionId id, Region region, SortedDictionary<long, long> expected)
    {
        for (var page = 0UL; page < region.Pages.Value; page++)
        {
            if (registry.Pages.TryFrom(id.Value, new(page), out var run)) { Add(expected, run.First); }
        }
    }

    private static void Add(SortedDictionary<long, long> sums, long page) =>
        sums[page] = sums.GetValueOrDefault(page) + 1;

    private static string? Compare(GuestMemoryState memory, SortedDictionary<long, long> expected)
    {
        foreach (var (key, run) in memory.Frames)
        {
            for (var at = 0UL; at < run.Pages.Value; at++)
            {
                var page = (long)(key.Page.Value + at);
                expected.Remove(page, out var pins);
                if (run.Pins != pins) { return Wrong(page, run.Pins, pins); }
            }
        }

        foreach (var (page, pins) in expected) { return Wrong(page, 0, pins); }

        return null;
    }

    private static string Wrong(long page, long pins, long expected) =>
        $"page {page} has {Counted.Of(pins, "pin")}, and {Counted.Of(expected, "is", "are")} accounted for";
}
