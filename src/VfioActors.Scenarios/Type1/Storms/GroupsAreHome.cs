using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Groups;

namespace VfioActors.Scenarios.Type1.Storms;

/// <summary>Catches groups that a storm leaves in containers or in domains of the IOMMU.</summary>
/// <param name="actors">Who is who.</param>
/// <param name="homes">The container in which each group was at the start; nobody for those that were in none.</param>
public sealed class GroupsAreHome(Type1Actors actors, IReadOnlyList<ActorId> homes) : StormLosses
{
    /// <inheritdoc/>
    public override string Claim =>
        "After the storm a group is in the container that it was in before, and the IOMMU has no other domain.";

    /// <inheritdoc/>
    public override IReadOnlyList<Shortfall> Missing(IWorldView view) =>
        [.. Counts(view).Where(one => one.Count != 0)];

    private IEnumerable<Shortfall> Counts(IWorldView view)
    {
        var tables = actors.TablesOf(view);
        var containers = actors.Containers.Select(view.State<ContainerState>).ToList();
        var strays = actors.Groups.Where((group, at) => view.State<GroupState>(group).Container.Value != homes[at]);
        var known = containers.Sum(container => container.Groups.Count);
        var domains = containers.Sum(container => container.Domains.Count);
        var inDomains = containers.Sum(container => container.Domains.Values.ToArray().Sum(domain => domain.Groups));
        return
        [
            new("group elsewhere than before", "groups elsewhere than before", strays.Count()),
            new(
                "group that containers have too many or too few",
                "groups that containers have too many or too few",
                Apart(known, homes.Count(home => home.IsSomebody))),
            new(
                "domain that only the IOMMU or only containers know",
                "domains that only the IOMMU or only containers know",
                Apart(tables.Domains.Count, domains)),
            new(
                "group that only the IOMMU or only containers have in domains",
                "groups that only the IOMMU or only containers have in domains",
                Apart(tables.Groups.Count, inDomains)),
        ];
    }

    private static long Apart(long one, long other) => Math.Abs(one - other);
}
