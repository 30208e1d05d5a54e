using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches mappings that an IOMMU domain has in part.</summary>
/// <param name="actors">Who is who.</param>
public sealed class BackedAllOrNothing(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "A mapping is in every domain of its container in full, or in none at all.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var container in actors.Containers)
        {
            var state = view.State<ContainerState>(container);
            for (var at = 0; at < state.Mappings.Count; at++)
            {
                if (Part(view, state, at) is { } wrong) { return wrong; }
            }
        }

        return null;
    }

    private string? Part(IWorldView view, ContainerState state, int at)
    {
        var (start, mapping) = (state.Mappings.Keys[at].Start, state.Mappings.Values[at]);
        foreach (var domain in state.Domains.Keys)
        {
            PageCount mapped = default;
            var runs = ExpectedAccounts.RunsIn(actors.TablesOf(view), domain, start.Page, mapping.Pages);
            foreach (var (_, run) in runs) { mapped = mapped.Plus(run.Pages); }
            if (mapped != (mapping.IsBacked ? mapping.Pages : default))
            {
                return $"domain {domain} has {mapped} of {Counted.Of(mapping.Pages, "page")} of the mapping at {start}";
            }
        }

        return mapping.IsBacked && state.Domains.Count == 0 ? $"the mapping at {start} has no domain" : null;
    }
}
