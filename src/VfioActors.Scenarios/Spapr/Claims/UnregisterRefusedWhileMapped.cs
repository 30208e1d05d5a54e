using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-29: the answer is 0, and the region is forgotten with its entries.</summary>
/// <param name="actors">Who is who.</param>
public sealed class UnregisterRefusedWhileMapped(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "While entries lead into a region, its last registration does not end but with its container.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var released = actors.Answers(view).Any(answer =>
            answer.Request.Asks<SpaprContainerMessage.Release>(out _)
            || answer.Request.Asks<GroupMessage.UnsetContainer>(out _));
        if (released) { return null; }

        var registry = actors.RegistryOf(view);
        foreach (var (_, index, entry) in actors.Entries(view))
        {
            var isDevice = registry.Regions.TryGet(entry.Region, out var region)
                && region.Marks.HasFlag(RegionMarks.Device);
            var isKnown = actors.ContainersOf(view).Any(known => known.Regions.Contains(entry.Region));
            if (entry.Region != RegionId.None && !isDevice && !isKnown)
            {
                return $"entry {index} leads into {entry.Region}, which no container has registered any more";
            }
        }

        return null;
    }
}
