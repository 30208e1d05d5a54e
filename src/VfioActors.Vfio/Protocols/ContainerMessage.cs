using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Protocols;

/// <summary>
/// What a container hears: the calls on its file, what groups and drivers ask of it. The kernel's vfio_iommu lock and
/// the container's group lock are this actor: one call at a time, in the order of arrival, except while an unmap waits
/// for drivers to drop their pins.
/// </summary>
/// <remarks>
/// Every call is answered by <see cref="Done"/>, to who sent it. Before the container has a kind, calls that need one
/// answer EINVAL. EAGAIN: too many calls wait already; the kernel would let them sleep.
/// Drivers, and groups that leave, are never answered EAGAIN.
/// Source: drivers/vfio/vfio_iommu_type1.c and drivers/vfio/vfio.c, Linux 5.10 and 6.1.
/// </remarks>
public static class ContainerMessage
{
    /// <summary>How many pages one pin or unpin may name: VFIO_PIN_PAGES_MAX_ENTRIES.</summary>
    public static PageCount PagesMost => new(512);

    /// <summary>Gives every device in the container access to memory of the caller: VFIO_IOMMU_MAP_DMA.</summary>
    /// <param name="Iova">Where devices find it.</param>
    /// <param name="Vaddr">Where it is in the caller's memory.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Modes">Rights, or Vaddr; LockCap is the caller's credential.</param>
    /// <param name="Process">The caller.</param>
    /// <remarks>
    /// EINVAL: no rights, or rights with Vaddr; unaligned, empty, or past the end of the addresses (EOVERFLOW by newer
    /// kernels); outside the ranges that the IOMMU translates. EEXIST: overlaps a mapping. ENOSPC: no mapping is left.
    /// Of pinning, when an IOMMU is behind: EFAULT, ENOMEM as GuestMemory.Pin says. With Vaddr: ENOENT, EINVAL.
    /// Source: vfio_dma_do_map, Linux 6.1.
    /// </remarks>
    public readonly record struct Map(Iova Iova, Vaddr Vaddr, ByteCount Size, MapModes Modes, ProcessId Process)
        : IMessage;

    /// <summary>
    /// Takes the access away again: VFIO_IOMMU_UNMAP_DMA. The value of the answer is the bytes unmapped.
    /// </summary>
    /// <param name="Iova">Where the range starts.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Bitmap">With Dirty: how many bytes the bitmap has.</param>
    /// <param name="Modes">Flags.</param>
    /// <param name="Process">The caller.</param>
    /// <remarks>
    /// EINVAL: unaligned or empty; bisects a mapping of a container of the second version; the log is off and bits are
    /// wanted. EBUSY: a vaddr is given up, and drivers may pin. EFAULT: the bitmap cannot be written. With Dirty,
    /// <see cref="Bits"/> come before the answer.
    /// Source: vfio_dma_do_unmap, Linux 6.1.
    /// </remarks>
    public readonly record struct Unmap(
        Iova Iova, ByteCount Size, ByteCount Bitmap, UnmapModes Modes, ProcessId Process) : IMessage;

    /// <summary>Starts the dirty log: VFIO_IOMMU_DIRTY_PAGES with START.</summary>
    /// <remarks>EACCES: first version. EINVAL: a mapping is too large. Started twice is started.</remarks>
    public readonly record struct StartLog : IMessage;

    /// <summary>Stops the dirty log and forgets it.</summary>
    /// <remarks>EACCES: first version.</remarks>
    public readonly record struct StopLog : IMessage;

    /// <summary>Reads and clears the dirty log of a range; <see cref="Bits"/> come before the answer.</summary>
    /// <param name="Iova">Where the range starts.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Bitmap">How many bytes the bitmap has.</param>
    /// <param name="Modes">OddPageSize and BadBitmap only.</param>
    /// <param name="Process">The caller.</param>
    /// <remarks>
    /// EACCES: first version. EINVAL: the log is off, the range is unaligned, empty, bisects a mapping, or the bitmap
    /// is too small. EFAULT: the bitmap cannot be written. Source: vfio_iommu_type1_dirty_pages and
    /// vfio_iova_dirty_bitmap, Linux 6.1.
    /// </remarks>
    public readonly record struct GetLog(
        Iova Iova, ByteCount Size, ByteCount Bitmap, UnmapModes Modes, ProcessId Process) : IMessage;

    /// <summary>A run of set bits in the bitmap that a caller gave.</summary>
    /// <param name="First">The first bit.</param>
    /// <param name="Count">How many.</param>
    public readonly record struct Bits(PageCount First, PageCount Count) : IMessage;

    /// <summary>Opens the container's file.</summary>
    /// <remarks>EBUSY: it is open; a second opening would be another container.</remarks>
    public readonly record struct Open : IMessage;

    /// <summary>Closes the container's file. Its mappings live while a group is in it.</summary>
    /// <remarks>EBADF: it is not open.</remarks>
    public readonly record struct Close : IMessage;

    /// <summary>Gives the container its kind: VFIO_SET_IOMMU. The groups in it are attached.</summary>
    /// <param name="Kind">The argument, which may be no kind at all.</param>
    /// <param name="Process">The caller.</param>
    /// <remarks>
    /// EINVAL: there is no group, or it has a kind. ENODEV: no such kind. Else as <see cref="AttachGroup"/>.
    /// </remarks>
    public readonly record struct SetKind(ContainerKind Kind, ProcessId Process) : IMessage;

    /// <summary>Asks whether an extension is there: VFIO_CHECK_EXTENSION. The value is 1 or 0.</summary>
    public readonly record struct HasExtension(int Extension) : IMessage;

    /// <summary>Asks for page sizes, ranges and what is left: VFIO_IOMMU_GET_INFO.</summary>
    /// <remarks>
    /// Before the answer: <see cref="Description"/>, then one <see cref="Range"/> for each range of addresses that may
    /// be mapped, when an IOMMU is behind.
    /// </remarks>
    public readonly record struct Describe : IMessage;

    /// <summary>What a container is like.</summary>
    /// <param name="PageSizes">A bit for each page size.</param>
    /// <param name="Available">How many mappings may still be made.</param>
    public readonly record struct Description(ulong PageSizes, PageCount Available) : IMessage;

    /// <summary>A range of addresses that may be mapped, its last byte included.</summary>
    public readonly record struct Range(Iova First, Iova Last) : IMessage;

    /// <summary>A call whose argument is bad in itself: unreadable, too short, or with unknown flags.</summary>
    /// <param name="Call">Which.</param>
    /// <param name="Error">EFAULT, EINVAL, or ENOTTY for a call that there is not.</param>
    /// <remarks>That is the answer, unless something else is looked at before the argument.</remarks>
    public readonly record struct BadCall(CallKind Call, Errno Error) : IMessage;

    /// <summary>
    /// Sets how many mappings a container may have that is given its kind from now on. Never answered.
    /// </summary>
    /// <remarks>Source: the module parameter dma_entry_limit, Linux 5.1.</remarks>
    public readonly record struct SetMappingsMax(uint Mappings) : IMessage;

    /// <summary>A group enters the container.</summary>
    /// <param name="Process">Who called the group.</param>
    /// <remarks>
    /// EINVAL: it is in it, or a mapping lies where its IOMMU cannot translate. EBADF: the file is closed. EBUSY: a
    /// vaddr is invalid. EIO: no domain. EPERM: interrupts are not isolated. EFAULT, ENOMEM: of pinning what is mapped.
    /// Source: vfio_iommu_type1_attach_group, Linux 6.1.
    /// </remarks>
    public readonly record struct AttachGroup(ProcessId Process) : IMessage;

    /// <summary>The group that sends it leaves the container.</summary>
    /// <remarks>Source: vfio_iommu_type1_detach_group, Linux 6.1.</remarks>
    public readonly record struct DetachGroup : IMessage;

    /// <summary>The group that sends it wants to open its device.</summary>
    /// <remarks>EINVAL: the container has no kind.</remarks>
    public readonly record struct OpenDevice : IMessage;

    /// <summary>The group that sends it is asked for a handle: is there anything to use?</summary>
    /// <remarks>
    /// EINVAL: the container has no kind. It is answered at once, whoever has the lock.
    /// Source: vfio_group_add_container_user, drivers/vfio/vfio.c, Linux 5.10.
    /// </remarks>
    public readonly record struct FindBackend : IMessage;

    /// <summary>The driver that sends it wants to be told of unmaps: its device was opened.</summary>
    /// <remarks>EINVAL: the container has no kind.</remarks>
    public readonly record struct Listen : IMessage;

    /// <summary>The driver that sends it wants to be told no more.</summary>
    public readonly record struct Unlisten : IMessage;

    /// <summary>The driver that sends it wants pages to stay where they are.</summary>
    /// <param name="Iova">The first address. Not aligned, it is a pin of its own.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="Rights">What the device will do with them.</param>
    /// <param name="Group">The group of the device.</param>
    /// <remarks>
    /// The value of the answer is the count; before it comes <see cref="Pinned"/> for each run of pages. EINVAL: none,
    /// or not mapped, or no record; nobody listens. E2BIG: more than 512. EACCES: first version. EPERM: not these
    /// rights. EBUSY: a vaddr is invalid. EFAULT: no memory. ENOMEM: over the limit. A refusal leaves nothing pinned.
    /// Source: vfio_iommu_type1_pin_pages, Linux 6.1.
    /// </remarks>
    public readonly record struct Pin(Iova Iova, PageCount Pages, MapModes Rights, ActorId Group) : IMessage;

    /// <summary>
    /// One more run of the list that the same driver's <see cref="Pin"/> or <see cref="Unpin"/> will end.
    /// </summary>
    /// <param name="Iova">The first address.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="Held">As in <see cref="Unpin"/>.</param>
    public readonly record struct PinListEntry(Iova Iova, PageCount Pages, PageCount Held) : IMessage;

    /// <summary>A run of pages that was pinned.</summary>
    public readonly record struct Pinned(Iova Iova, PageCount Pages, Pfn First) : IMessage;

    /// <summary>The driver that sends it gives one reference of each page back.</summary>
    /// <param name="Iova">The first address.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="Held">
    /// How many of them, from the first on, the driver holds; the others count as handled and are left alone, so that
    /// nobody gives back what another holds.
    /// </param>
    /// <remarks>
    /// The value of the answer is the count of entries handled. EINVAL: none, or the first is not mapped. E2BIG: more
    /// than 512. EACCES: first version.
    /// Source: vfio_iommu_type1_unpin_pages, Linux 5.10 and 6.1; the latter answers nothing.
    /// </remarks>
    public readonly record struct Unpin(Iova Iova, PageCount Pages, PageCount Held) : IMessage;

    /// <summary>
    /// The driver that sends it accesses memory by IOVA with the CPU: vfio_dma_rw. Nothing is pinned or charged.
    /// </summary>
    /// <param name="Iova">The first address.</param>
    /// <param name="Length">Bytes.</param>
    /// <param name="Caller">The process of the caller, for kernels that look at it.</param>
    /// <param name="Modes">Whether it writes, and who calls.</param>
    /// <param name="Value">The byte that is written; only its low 8 bits count.</param>
    /// <param name="Id">The driver's own number of the access, for the answers; not negative.</param>
    /// <remarks>
    /// Answers: for a read one <see cref="Bytes"/> for each run of bytes that are not zero, then <see cref="Moved"/>;
    /// answers to other calls may come before. EINVAL: no bytes, no buffer, no kind, not of this container, or not
    /// mapped. EOVERFLOW: past the end of the addresses. EBUSY: a vaddr is invalid. EPERM: a mapping lacks the right,
    /// or its owner is gone. EFAULT: no memory, or the mapping is being unmapped. A prefix is moved.
    /// Source: vfio_iommu_type1_dma_rw, Linux 5.7 and 6.1. Differs: leases instead of the lock; the count is answered.
    /// </remarks>
    public readonly record struct Access(
        Iova Iova, ByteCount Length, ProcessId Caller, AccessModes Modes, int Value, int Id) : IMessage;

    /// <summary>A run of equal bytes that was read; bytes of which nothing is said are zero.</summary>
    /// <param name="At">Its place in the range, from 0.</param>
    /// <param name="Count">How many bytes.</param>
    /// <param name="Value">The byte, never 0.</param>
    /// <param name="Id">As asked.</param>
    public readonly record struct Bytes(ByteCount At, ByteCount Count, int Value, int Id) : IMessage;

    /// <summary>Answers <see cref="Access"/>.</summary>
    /// <param name="Done">How many bytes were moved: always a prefix of the range.</param>
    /// <param name="Error">Why it were not all.</param>
    /// <param name="Id">As asked.</param>
    public readonly record struct Moved(ByteCount Done, Errno Error, int Id) : IMessage;

    /// <summary>The driver that sends it has done what it does when a range goes away. Never answered.</summary>
    /// <param name="Slot">As it was told.</param>
    /// <param name="Round">As it was told.</param>
    public readonly record struct Told(int Slot, int Round) : IMessage;

    /// <summary>Answers every call.</summary>
    /// <param name="Value">Bytes for an unmap, pages for a pin or an unpin, else 0.</param>
    /// <param name="Error">Why it was refused.</param>
    /// <param name="Warned">How many warnings the kernel would have left in its log.</param>
    public readonly record struct Done(ulong Value, Errno Error, int Warned) : IMessage;
}
