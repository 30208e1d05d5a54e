using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.Spapr;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Storms;

/// <summary>The sPAPR containers of one storm.</summary>
internal sealed class SpaprStormActors(SpaprSetting setting, int entries, int regions) : StormActors
{
    private const int PagesOfRegion = RegionWorkload.PagesOfRegion;

    private static readonly Vaddr Start = SpaprRequests.At(0);

    /// <inheritdoc/>
    public override IReadOnlyList<(StormWorkload Workload, int Share)> Workloads { get; } =
    [
        (new RegionWorkload(setting.Containers, Start, regions), 3),
        (new TceMapWorkload(setting.Containers, Start, entries, regions * PagesOfRegion), 4),
        (new HypercallWorkload(setting.Hypervisor, Start, entries, regions * PagesOfRegion), 3),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Property> Claims(IReadOnlyList<ActorId> clients, Func<string, int> placeOf) =>
        [new NothingRegistered(setting.Actors)];
}
