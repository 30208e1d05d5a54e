using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Spapr.Actors;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-24 and TCE-35: a region counts other entries than lead into it.</summary>
/// <param name="actors">Who is who.</param>
public sealed class MappedCountExact(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "A region counts 1, and 1 more for each entry that leads into it.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        SortedDictionary<RegionId, long> entries = [];
        foreach (var (_, _, entry) in actors.Entries(view))
        {
            entries[entry.Region] = entries.GetValueOrDefault(entry.Region) + 1;
        }

        var registry = actors.RegistryOf(view);
        for (var at = 0; at < registry.Regions.Count; at++)
        {
            var (id, region) = (registry.Regions.Keys[at], registry.Regions.Values[at]);
            var counted = region.IsClosing ? region.Mapped : region.Mapped - 1;
            var leading = entries.GetValueOrDefault(id);
            if (region.IsListed && counted != leading)
            {
                return $"{id} counts {Counted.Of(counted, "entry", "entries")}, and "
                    + $"{Counted.Of(leading, "leads", "lead")} into it";
            }
        }

        return null;
    }
}
