namespace VfioActors.Hosting.Topologies;

/// <summary>Which actors an application wants, by name. A name is of one actor in all.</summary>
/// <remarks>Names have letters, digits, dashes and underscores.</remarks>
public sealed class VfioTopology
{
    /// <summary>Memories.</summary>
    public SortedDictionary<string, MemoryDeclaration> Memories { get; } = new(StringComparer.Ordinal);

    /// <summary>IOMMUs.</summary>
    public SortedDictionary<string, UnitDeclaration> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>Devices with an IOMMU in front.</summary>
    public SortedDictionary<string, DeviceDeclaration> Devices { get; } = new(StringComparer.Ordinal);

    /// <summary>Mediated devices.</summary>
    public SortedDictionary<string, MdevDeclaration> Mdevs { get; } = new(StringComparer.Ordinal);

    /// <summary>Containers of type1.</summary>
    public SortedDictionary<string, ContainerDeclaration> Containers { get; } = new(StringComparer.Ordinal);

    /// <summary>Containers of sPAPR.</summary>
    public SortedDictionary<string, SpaprContainerDeclaration> SpaprContainers { get; } = new(StringComparer.Ordinal);

    /// <summary>Domains beside the one that a device has.</summary>
    public SortedDictionary<string, AuxDomainDeclaration> AuxDomains { get; } = new(StringComparer.Ordinal);

    /// <summary>Fault queues.</summary>
    public SortedDictionary<string, FaultQueueDeclaration> FaultQueues { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the device is behind a unit of tables by PASID, so that it has no actor of its own.</summary>
    internal bool IsScalable(DeviceDeclaration device) =>
        Units.TryGetValue(device.Unit, out var unit) && unit.Kind == UnitKind.Scalable;

    /// <summary>Whether there is an actor of the name that users call, or a part.</summary>
    internal bool HasCalls(string name) =>
        Memories.ContainsKey(name) || Containers.ContainsKey(name) || SpaprContainers.ContainsKey(name)
        || Mdevs.ContainsKey(name) || AuxDomains.ContainsKey(name) || FaultQueues.ContainsKey(name)
        || Mdevs.Keys.Any(mdev => name == $"{mdev}-driver")
        || FaultQueues.Keys.Any(queue => name == $"{queue}-device" || name == $"{queue}-guest")
        || (Devices.TryGetValue(name, out var device) && !IsScalable(device));

    /// <summary>Adds what another has; names that both have are mistakes.</summary>
    internal void Add(VfioTopology other, ICollection<string> mistakes)
    {
        Add(Memories, other.Memories, mistakes);
        Add(Units, other.Units, mistakes);
        Add(Devices, other.Devices, mistakes);
        Add(Mdevs, other.Mdevs, mistakes);
        Add(Containers, other.Containers, mistakes);
        Add(SpaprContainers, other.SpaprContainers, mistakes);
        Add(AuxDomains, other.AuxDomains, mistakes);
        Add(FaultQueues, other.FaultQueues, mistakes);
    }

    private static void Add<T>(
        SortedDictionary<string, T> all, SortedDictionary<string, T> more, ICollection<string> mistakes)
    {
        foreach (var (name, declaration) in more)
        {
            if (!all.TryAdd(name, declaration)) { mistakes.Add($"{name}: declared in code and in configuration"); }
        }
    }
}
