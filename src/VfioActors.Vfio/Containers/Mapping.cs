using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>One mapping of a user: the kernel's vfio_dma. <see cref="MappingKey"/> names it.</summary>
/// <param name="Vaddr">Where it is in the owner's memory.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Rights">What devices may do.</param>
/// <param name="Owner">Who is charged.</param>
/// <param name="Marks">What else is known of it.</param>
/// <param name="Charged">How many pages are charged to the owner for it.</param>
public readonly record struct Mapping(
    Vaddr Vaddr, ByteCount Size, MapModes Rights, ProcessId Owner, MappingMarks Marks, long Charged)
{
    /// <summary>How many pages it has.</summary>
    public ulong Pages => Size.Value >> Paging.Shift;

    /// <summary>Whether its pages are pinned and in the IOMMU.</summary>
    public bool IsBacked => (Marks & MappingMarks.Backed) != 0;

    /// <summary>Whether its vaddr was given up.</summary>
    public bool IsVaddrInvalid => (Marks & MappingMarks.VaddrInvalid) != 0;

    /// <summary>Whether its owner had CAP_IPC_LOCK when it was made.</summary>
    public bool HasLockCap => (Marks & MappingMarks.LockCap) != 0;
}
