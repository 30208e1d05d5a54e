using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Spapr.Actors;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Spapr.Storms;

/// <summary>Catches regions, entries and pins that a storm leaves behind.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NothingRegistered(SpaprActors actors) : StormLosses
{
    /// <inheritdoc/>
    public override string Claim =>
        "After the storm no region is registered, no entry leads anywhere, and no page is pinned.";

    /// <inheritdoc/>
    public override IReadOnlyList<Shortfall> Missing(IWorldView view)
    {
        var pins = 0L;
        foreach (var (_, run) in actors.MemoryOf(view).Frames) { pins += run.Pins * (long)run.Pages.Value; }
        Shortfall[] counts =
        [
            new("region of the memory", "regions of the memory", actors.RegistryOf(view).Regions.Count),
            new(
                "region of containers",
                "regions of containers",
                actors.ContainersOf(view).Sum(container => container.Regions.Count)),
            new("entry", "entries", actors.Entries(view).Count()),
            new("pin of pages", "pins of pages", pins),
        ];
        return [.. counts.Where(one => one.Count != 0)];
    }
}
