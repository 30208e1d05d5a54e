namespace VfioActors.Conformance.Operations;

/// <summary>A call on the file of a container.</summary>
public abstract record ContainerOperation : Operation
{
    private ContainerOperation() { }

    /// <summary>The name of the container.</summary>
    public string Container { get; init; } = "c0";

    /// <summary>Opens a container that has no group and no IOMMU type yet.</summary>
    public sealed record Open : ContainerOperation;

    /// <summary>Closes the file; the container lives on while a group is in it.</summary>
    public sealed record Close : ContainerOperation;

    /// <summary>Sets the IOMMU type of a container that has a group.</summary>
    /// <param name="Type">1 type1, 3 type1v2, 6 nesting.</param>
    public sealed record SetIommu(int Type) : ContainerOperation;

    /// <summary>Asks for the version of the interface.</summary>
    public sealed record AskVersion : ContainerOperation;

    /// <summary>Asks whether an extension is there.</summary>
    /// <param name="Extension">Its number, 0 and up.</param>
    public sealed record AskExtension(int Extension) : ContainerOperation;

    /// <summary>Asks for page sizes, IOVA ranges, the dirty log's limits and the mappings left.</summary>
    /// <param name="Argsz">Bytes that the caller has room for.</param>
    public sealed record AskDetails(uint Argsz) : ContainerOperation;

    /// <summary>
    /// A call by number with a pointer that need not point anywhere. Those that take no pointer are read as what they
    /// are.
    /// </summary>
    /// <param name="Number">Counts from the base of the container's calls.</param>
    /// <param name="Argument">The address of the argument.</param>
    public sealed record CallRaw(int Number, ulong Argument) : ContainerOperation;

    /// <summary>Maps memory of the caller.</summary>
    /// <param name="Iova">Where it starts for the device.</param>
    /// <param name="Memory">Where it starts for the caller.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Flags">Bits of <see cref="MapFlags"/>, and any that are unknown.</param>
    /// <param name="Argsz">Bytes that the caller says its structure has.</param>
    public sealed record Map(ulong Iova, UserAddress Memory, ulong Size, uint Flags, uint Argsz) : ContainerOperation;

    /// <summary>Removes mappings, or what they know of the caller's memory.</summary>
    /// <param name="Iova">Where the range starts.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Flags">Bits of <see cref="UnmapFlags"/>, and any that are unknown.</param>
    /// <param name="Argsz">Bytes that the caller says its structure has.</param>
    /// <param name="Bitmap">Where the dirty bits go, if they are asked for.</param>
    public sealed record Unmap(ulong Iova, ulong Size, uint Flags, uint Argsz, BitmapRoom Bitmap) : ContainerOperation;

    /// <summary>Starts or stops the dirty log, or asks it something odd.</summary>
    /// <param name="Flags">1 start, 2 stop, 4 get.</param>
    /// <param name="Argsz">Bytes that the caller says its structure has.</param>
    public sealed record Dirty(uint Flags, uint Argsz) : ContainerOperation;

    /// <summary>Gets the dirty bits of a range.</summary>
    /// <param name="Iova">Where the range starts.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Argsz">Bytes that the caller says its structure has.</param>
    /// <param name="Bitmap">Where the bits go.</param>
    public sealed record GetDirty(ulong Iova, ulong Size, uint Argsz, BitmapRoom Bitmap) : ContainerOperation;
}
