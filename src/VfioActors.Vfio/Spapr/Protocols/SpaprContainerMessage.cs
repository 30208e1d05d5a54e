using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Protocols;

/// <summary>
/// What a sPAPR container hears of users, beside what files and groups ask of any container. The kernel's container
/// lock
/// is a queue here; maps and unmaps do not take it, as there.
/// </summary>
/// <remarks>
/// Every call is answered by <see cref="Done"/>. Common to all: EINVAL: the container has no kind. EPERM: another
/// process owns it. ENOTTY: a call of the other kind. EFAULT: the structure cannot be read. EINVAL: it is too short, or
/// has unknown flags. EAGAIN: too many calls are made at once; the kernel would let them sleep.
/// Source: tce_iommu_ioctl, drivers/vfio/vfio_iommu_spapr_tce.c, Linux 4.2 to 6.12.
/// </remarks>
public static class SpaprContainerMessage
{
    /// <summary>
    /// Leads entries to memory of the caller: VFIO_IOMMU_MAP_DMA. What they led to before is given back.
    /// </summary>
    /// <param name="Iova">Where devices find it.</param>
    /// <param name="Vaddr">Where it is in the caller's memory.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Modes">Rights, and what is wrong with the call.</param>
    /// <param name="Caller">The caller.</param>
    /// <remarks>
    /// EPERM: not enabled; or a page is smaller than an IOMMU page. ENXIO: in no window, or the region is closing.
    /// EINVAL: not whole IOMMU pages, no rights, beyond the table; or not all of an IOMMU page is registered (EFAULT as
    /// posted). EFAULT: a page cannot be pinned. EIO: the hardware refuses. ENODEV, ENOMEM: the default window cannot
    /// be
    /// made. A refusal leaves no entry of this call.
    /// </remarks>
    public readonly record struct Map(Iova Iova, Vaddr Vaddr, ByteCount Size, SpaprModes Modes, ProcessId Caller)
        : IMessage;

    /// <summary>Empties entries: VFIO_IOMMU_UNMAP_DMA.</summary>
    /// <param name="Iova">The first address.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Modes">What is wrong with the call.</param>
    /// <param name="Caller">The caller.</param>
    /// <remarks>
    /// EPERM: not enabled. ENXIO: in no window. EINVAL: not whole IOMMU pages, or beyond the table. ENODEV, ENOMEM: the
    /// default window cannot be made. Empty entries are no fault.
    /// </remarks>
    public readonly record struct Unmap(Iova Iova, ByteCount Size, SpaprModes Modes, ProcessId Caller) : IMessage;

    /// <summary>Registers memory: VFIO_IOMMU_SPAPR_REGISTER_MEMORY.</summary>
    /// <param name="Start">The first address in the caller's memory.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Modes">The caller's capability, and what is wrong with the call.</param>
    /// <param name="Caller">The caller.</param>
    /// <remarks>
    /// EINVAL: not whole pages, wraps, is empty (ENOMEM before the reference), or overlaps a region (EBUSY as posted).
    /// EBUSY: this container has registered it. ENOMEM: over the limit, or no memory for the record. ESRCH: the caller
    /// has no memory. EFAULT: a page is missing or may not be written.
    /// </remarks>
    public readonly record struct Register(Vaddr Start, ByteCount Size, SpaprModes Modes, ProcessId Caller) : IMessage;

    /// <summary>Ends a registration: VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY.</summary>
    /// <param name="Start">The first address in the caller's memory.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Modes">What is wrong with the call.</param>
    /// <param name="Caller">The caller.</param>
    /// <remarks>
    /// EPERM: the container has no owner yet (Linux 4.10 and later). EINVAL: not whole pages. ENOENT: this container
    /// has not registered just
    /// this range. EBUSY: it was the last use, and entries still lead into the region; nothing changed.
    /// </remarks>
    public readonly record struct Unregister(Vaddr Start, ByteCount Size, SpaprModes Modes, ProcessId Caller)
        : IMessage;

    /// <summary>Charges the whole window and allows maps: VFIO_IOMMU_ENABLE.</summary>
    /// <remarks>
    /// ESRCH: the caller has no memory. EBUSY: enabled already. ENODEV: no group. EPERM: there is no window. ENOMEM:
    /// over the limit.
    /// </remarks>
    public readonly record struct Enable(SpaprModes Modes, ProcessId Caller) : IMessage;

    /// <summary>Uncharges the window: VFIO_IOMMU_DISABLE. When not enabled, nothing happens.</summary>
    public readonly record struct Disable(SpaprModes Modes, ProcessId Caller) : IMessage;

    /// <summary>
    /// Makes a window: VFIO_IOMMU_SPAPR_TCE_CREATE. The value of the answer is its first address.
    /// </summary>
    /// <param name="Size">Bytes, a power of two.</param>
    /// <param name="Shift">The binary logarithm of the size of an IOMMU page.</param>
    /// <param name="Levels">How many levels the table has.</param>
    /// <param name="Modes">The caller's capability, and what is wrong with the call.</param>
    /// <param name="Caller">The caller.</param>
    /// <remarks>
    /// ENXIO: no group. ENOSPC: two windows are there. EINVAL: an unknown page size, or a size or levels that cannot
    /// be.
    /// EPERM: the machine has no such windows. ENOMEM: the table is over the limit, or its memory cannot be had.
    /// </remarks>
    public readonly record struct CreateWindow(
        ByteCount Size, int Shift, int Levels, SpaprModes Modes, ProcessId Caller) : IMessage;

    /// <summary>Removes the window that an address lies in: VFIO_IOMMU_SPAPR_TCE_REMOVE.</summary>
    /// <remarks>ENXIO: no group. EINVAL: no window is there. EPERM: the machine cannot remove it.</remarks>
    public readonly record struct RemoveWindow(Iova Start, SpaprModes Modes, ProcessId Caller) : IMessage;

    /// <summary>Asks for the windows: VFIO_IOMMU_SPAPR_TCE_GET_INFO.</summary>
    /// <remarks>Before the answer: <see cref="Description"/>. ENXIO: no group.</remarks>
    public readonly record struct Describe(SpaprModes Modes, ProcessId Caller) : IMessage;

    /// <summary>What windows a container may have.</summary>
    /// <param name="Start">The first address of the default window.</param>
    /// <param name="Size">Its size in bytes.</param>
    /// <param name="PageSizes">A bit for each size of IOMMU page; 0 where windows cannot be made.</param>
    /// <param name="Windows">How many windows there may be; 0 where they cannot be made.</param>
    /// <param name="Levels">How many levels a table may have; 0 where windows cannot be made.</param>
    public readonly record struct Description(Iova Start, ByteCount Size, ulong PageSizes, int Windows, int Levels)
        : IMessage;

    /// <summary>A call of a number that there is not, or whose argument points nowhere.</summary>
    /// <param name="Number">Counts from VFIO_BASE.</param>
    /// <param name="Caller">The caller.</param>
    public readonly record struct RawCall(int Number, ProcessId Caller) : IMessage;

    /// <summary>
    /// The last file of the container and of its groups is closed: groups leave, windows and registrations end.
    /// </summary>
    /// <param name="Modes">NoMemory when a kernel thread closes it.</param>
    /// <param name="Caller">Who closes it.</param>
    public readonly record struct Release(SpaprModes Modes, ProcessId Caller) : IMessage;

    /// <summary>Answers every call.</summary>
    /// <param name="Value">The address of a window that was made; with a defect a positive number; else 0.</param>
    /// <param name="Error">Why it was refused.</param>
    /// <param name="Warned">How many warnings the kernel would have left in its log.</param>
    public readonly record struct Done(ulong Value, Errno Error, int Warned) : IMessage;
}
