using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>What drivers/vfio/vfio_iommu_type1.c keeps for a container, and how it finds mappings.</summary>
public sealed class Type1
{
    public const ulong Page = Mapping.Page;

    public Type1(Container container, int type, uint mappingsMax)
    {
        (Container, Available) = (container, mappingsMax);
        (IsV2, IsNesting) = (type != Extensions.Type1, type == Extensions.Nesting);
        Attachments = new(this);
        Pages = new(this);
        Dirty = new(this);
    }

    public Container Container { get; }

    public Kernel Kernel => Container.Kernel;

    public bool IsV2 { get; }

    /// <summary>No IOMMU here can do it: a group behind one cannot join.</summary>
    public bool IsNesting { get; }

    public long Available { get; set; }

    public MappingTree Mappings { get; } = new();

    public List<Group> Groups { get; } = [];

    public bool IsBacked => Groups.Any(group => !group.IsEmulated);

    /// <summary>IOVA ranges that may be mapped; none means all.</summary>
    public List<(ulong First, ulong Last)> Ranges { get; set; } = [];

    /// <summary>Devices with a callback, in the order in which they were opened.</summary>
    public List<string> Listeners { get; } = [];

    public int InvalidVaddrs { get; set; }

    public Attachments Attachments { get; }

    public BackedPages Pages { get; }

    public DirtyTracking Dirty { get; }

    public int Warnings { get; set; }

    public IEnumerable<string> ListenersInTurn() =>
        Kernel.NotifiesOldestFirst ? Listeners.ToList() : Listeners.AsEnumerable().Reverse().ToList();

    /// <summary>Takes a mapping away, whatever it still has.</summary>
    public void Remove(Mapping mapping)
    {
        if (mapping.Pins.Count > 0) { Warnings++; }
        Pages.Release(mapping, charge: true);
        Mappings.Remove(mapping);
        if (mapping.IsVaddrInvalid) { InvalidVaddrs--; }
        Available++;
    }

    public void RemoveAll()
    {
        foreach (var mapping in Mappings.InOrder()) { Remove(mapping); }
    }

    /// <summary>Whether a range cuts through a mapping at either end.</summary>
    public bool Bisects(ulong iova, ulong size)
    {
        var last = unchecked(iova + size - 1);
        return (Mappings.Find(iova, 1) is { } first && first.Iova != iova)
            || (Mappings.Find(last, 0) is { } end && end.End != unchecked(iova + size));
    }

    public static DriverEvent Told(string device, Mapping mapping, IReadOnlyList<Unpinning> unpins) =>
        new(device, new LeavingRange(mapping.Iova, mapping.Size), unpins);
}
