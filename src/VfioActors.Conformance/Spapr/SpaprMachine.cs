using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Spapr.TceUnits;

namespace VfioActors.Conformance.Spapr;

/// <summary>The registry, the IOMMU and the containers of a POWER machine that was recorded.</summary>
/// <param name="topology">Where they are added.</param>
/// <param name="memory">The memory of every process.</param>
/// <param name="defaultWindow">The size of the default window in bytes.</param>
internal sealed class SpaprMachine(Topology topology, ActorId memory, ulong defaultWindow)
{
    private readonly DefectSet _defects = new(SpaprProfiles.Modern.Defects);

    /// <summary>Adds the registry and the IOMMU.</summary>
    /// <returns>The IOMMU.</returns>
    public ActorId AddUnit()
    {
        Registry = topology.Add("registry", new RegionRegistryBehavior(new()
        {
            Rules = SpaprRules.Linux612,
            Defects = _defects,
            Memory = memory,
        }));
        Unit = topology.Add("iommu", new TceUnitBehavior(new() { Defects = _defects }));
        return Unit;
    }

    /// <summary>Adds a container.</summary>
    public ActorId AddContainer(int number, IReadOnlyList<GroupOptions> groups) => topology.Add(
        $"container-{number}",
        new SpaprContainerBehavior(new()
        {
            Rules = SpaprRules.Linux612,
            Defects = _defects,
            Memory = memory,
            Registry = Registry,
            Unit = Unit,
            Groups = groups,
            DefaultWindow = new(defaultWindow),
        }));

    private ActorId Registry { get; set; }

    private ActorId Unit { get; set; }
}
