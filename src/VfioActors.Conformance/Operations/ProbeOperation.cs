namespace VfioActors.Conformance.Operations;

/// <summary>Looks at something, or changes a parameter of the module.</summary>
public abstract record ProbeOperation : Operation
{
    private ProbeOperation() { }

    /// <summary>Asks how often each page of a buffer is pinned for DMA.</summary>
    public sealed record CountPins(string Buffer, ulong Offset, int Pages) : ProbeOperation;

    /// <summary>Asks what the IOMMU translates pages to.</summary>
    public sealed record Translate(string Group, ulong Iova, int Pages) : ProbeOperation;

    /// <summary>Looks at the state only.</summary>
    public sealed record LookOnly : ProbeOperation;

    /// <summary>Sets how many mappings a container may have that gets its type later.</summary>
    public sealed record LimitMappings(uint Mappings) : ProbeOperation;

    /// <summary>Makes the kernel pin page by page, or not.</summary>
    public sealed record PinPageByPage(bool On) : ProbeOperation;
}
