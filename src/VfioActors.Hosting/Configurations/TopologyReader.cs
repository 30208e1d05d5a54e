using VfioActors.Hosting.Topologies;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;

namespace VfioActors.Hosting.Configurations;

/// <summary>Reads a topology.</summary>
internal static class TopologyReader
{
    /// <summary>Reads every section.</summary>
    internal static VfioTopology Read(SectionReader section)
    {
        VfioTopology topology = new();
        Each(section, "memories", topology.Memories, one => new()
        {
            Pages = one.Number("pages", new MemoryDeclaration().Pages),
            FirstPage = one.Number("first-page", new MemoryDeclaration().FirstPage),
            LockedPagesMax = one.NumberOrNull("locked-pages-max"),
        });
        Each(section, "units", topology.Units, one => new(one.Choice("kind", UnitKind.SecondLevel)));
        Each(section, "devices", topology.Devices, one => new(one.Name("unit")) { Container = one.Text("container") });
        Each(section, "mdevs", topology.Mdevs, one => new()
        {
            Container = one.Text("container"),
            Callback = one.Flag("callback", usual: true),
            OwnDriver = one.Flag("own-driver", usual: false),
            Policy = one.Choice("policy", CallbackPolicy.UnpinAll),
        });
        Each(section, "containers", topology.Containers, one => new(one.Name("memory"))
        {
            Kind = one.Choice("kind", ContainerKind.Type1v2),
            MappingsMax = one.Count("mappings-max", 65535),
            RequestsMax = one.Count("requests-max", 32),
        });
        Each(section, "spapr-containers", topology.SpaprContainers, one => new(one.Name("memory"), one.Name("unit"))
        {
            Kind = one.Choice("kind", SpaprKind.Second),
        });
        Each(section, "aux-domains", topology.AuxDomains, one => new() { Levels = one.Count("levels", 4) });
        Each(section, "fault-queues", topology.FaultQueues, one => new()
        {
            Records = one.Count("records", 512),
            Mappable = one.Flag("mappable", usual: true),
        });
        section.Finish();
        return topology;
    }

    private static void Each<T>(
        SectionReader topology, string key, SortedDictionary<string, T> into, Func<SectionReader, T> read)
    {
        var section = topology.Section(key);
        foreach (var name in section.Names)
        {
            var one = section.Section(name);
            into.Add(name, read(one));
            one.Finish();
        }
    }
}
