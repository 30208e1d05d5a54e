using VfioActors.Hosting;
using VfioActors.Hosting.Topologies;

namespace VfioActors.Remote.Node;

/// <summary>What runs on the second node.</summary>
public static class Machine
{
    public static void Small(VfioActorsOptions options)
    {
        options.Topology.Memories["mm"] = new() { Pages = 64, LockedPagesMax = 64 };
        options.Topology.Units["iommu0"] = new(UnitKind.SecondLevel);
        options.Topology.Units["vtd0"] = new(UnitKind.Scalable);
        options.Topology.Containers["c0"] = new("mm");
        options.Topology.Devices["p0"] = new("iommu0");
        options.Topology.Devices["dev0"] = new("vtd0");
        options.Topology.Mdevs["m0"] = new() { Container = "c0" };
        options.Topology.AuxDomains["d0"] = new();
        options.Topology.FaultQueues["q0"] = new();
    }
}
