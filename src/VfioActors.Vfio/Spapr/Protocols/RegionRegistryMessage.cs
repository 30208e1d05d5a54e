using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Protocols;

/// <summary>
/// What the registry of the regions of a family of processes hears, from containers and from hypercalls. The kernel's
/// mem_list_mutex is the queue of registrations here; finding a region needs no lock, as there.
/// </summary>
/// <remarks>
/// Answers carry the operation of the question. Source: arch/powerpc/mm/book3s64/iommu_api.c, Linux 5.4 to 6.12, and
/// arch/powerpc/mm/mmu_context_iommu.c before.
/// </remarks>
public static class RegionRegistryMessage
{
    /// <summary>Registers a range, or counts up the region that is just this range.</summary>
    /// <param name="Start">The first user address, page aligned.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="Owner">In whose memory.</param>
    /// <param name="Charged">Who is charged: the owner, or with a defect somebody else.</param>
    /// <param name="Modes">Whether the limit is applied.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>
    /// Answer: <see cref="Registered"/>. EINVAL: overlaps another region (EBUSY as posted). ENOMEM: over the limit.
    /// ESRCH: the owner is gone. EFAULT: a page is missing or may not be written. A refusal leaves nothing behind.
    /// Source: mm_iommu_get and mm_iommu_new.
    /// </remarks>
    public readonly record struct Register(
        Vaddr Start, PageCount Pages, ProcessId Owner, ProcessId Charged, RegionModes Modes, int Reserved) : IMessage;

    /// <summary>Answers <see cref="Register"/>.</summary>
    /// <param name="Region">The region.</param>
    /// <param name="Error">Why there is none.</param>
    /// <param name="Pinned">With a defect: how many pages were pinned before one was missing; else 0.</param>
    /// <param name="Warned">How many warnings the kernel would have left in its log.</param>
    public readonly record struct Registered(RegionId Region, Errno Error, int Pinned, int Warned) : IMessage;

    /// <summary>Drops one use of the region that is just a range.</summary>
    /// <param name="Start">The first user address.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="Owner">In whose memory.</param>
    /// <param name="Charged">Who is uncharged.</param>
    /// <remarks>
    /// Answer: <see cref="Dropped"/>. ENOENT: no region is just this range. EBUSY: it was the last use, and entries
    /// still lead into the region; nothing changed. Source: mm_iommu_get and mm_iommu_put.
    /// </remarks>
    public readonly record struct Unregister(Vaddr Start, PageCount Pages, ProcessId Owner, ProcessId Charged)
        : IMessage;

    /// <summary>Drops one use of a region that the sender has a use of.</summary>
    /// <param name="Region">Which.</param>
    /// <param name="Charged">Who is uncharged.</param>
    /// <param name="Modes">Release when the container goes.</param>
    /// <remarks>Answer: <see cref="Dropped"/>. EBUSY: as <see cref="Unregister"/>, but for a release.</remarks>
    public readonly record struct Drop(RegionId Region, ProcessId Charged, RegionModes Modes) : IMessage;

    /// <summary>Answers <see cref="Unregister"/> and <see cref="Drop"/>.</summary>
    /// <param name="Region">Which.</param>
    /// <param name="Error">Why it is still used.</param>
    /// <param name="Warned">How many warnings the kernel would have left in its log.</param>
    public readonly record struct Dropped(RegionId Region, Errno Error, int Warned) : IMessage;

    /// <summary>
    /// Finds the region of some IOMMU pages and counts an entry into it for each, in one step: the pages stay until
    /// the entries are returned.
    /// </summary>
    /// <param name="Vaddr">The user address of the first.</param>
    /// <param name="Most">How many IOMMU pages are wanted, at least 1.</param>
    /// <param name="Owner">In whose memory.</param>
    /// <param name="Shift">The size of an IOMMU page.</param>
    /// <remarks>
    /// Answer: <see cref="Leased"/>, for as many of the pages as follow each other in memory; ask again for the rest.
    /// EINVAL: no region contains the first IOMMU page (EFAULT as posted), or it is larger than the region's pages
    /// (EPERM before 2018). ENXIO: the region is closing.
    /// Source: mm_iommu_lookup, mm_iommu_ua_to_hpa and mm_iommu_mapped_inc.
    /// </remarks>
    public readonly record struct Lease(Vaddr Vaddr, TceCount Most, ProcessId Owner, TcePageShift Shift) : IMessage;

    /// <summary>Answers <see cref="Lease"/>.</summary>
    /// <param name="First">The first page frame.</param>
    /// <param name="Count">How many IOMMU pages.</param>
    /// <param name="Region">The region that they are of.</param>
    /// <param name="Error">Why there are none.</param>
    public readonly record struct Leased(Pfn First, TceCount Count, RegionId Region, Errno Error) : IMessage;

    /// <summary>Entries no longer lead into a region. Never answered.</summary>
    /// <param name="Vaddr">The user address of the first entry's page.</param>
    /// <param name="Count">How many entries, side by side.</param>
    /// <param name="Region">Which.</param>
    /// <param name="Shift">The size of an IOMMU page.</param>
    /// <param name="Rights">
    /// With Write: the pages may have been written, and are marked so when they are given back.
    /// </param>
    /// <remarks>Source: mm_iommu_mapped_dec and mm_iommu_ua_mark_dirty_rm.</remarks>
    public readonly record struct Return(
        Vaddr Vaddr, int Count, RegionId Region, TcePageShift Shift, TceRights Rights) : IMessage;

    /// <summary>
    /// Finds the region of an IOMMU page without a lock: opens a read section, in which what was found is not freed.
    /// </summary>
    /// <param name="Vaddr">The user address.</param>
    /// <param name="Most">How many IOMMU pages, at least 1.</param>
    /// <param name="Owner">In whose memory.</param>
    /// <param name="Shift">The size of an IOMMU page.</param>
    /// <remarks>
    /// Answer: <see cref="Found"/>. Errors as <see cref="Lease"/>, but ENXIO. The section ends with <see cref="Leave"/>
    /// of the same operation, whatever was answered. Source: mm_iommu_lookup_rm.
    /// </remarks>
    public readonly record struct Find(Vaddr Vaddr, TceCount Most, ProcessId Owner, TcePageShift Shift) : IMessage;

    /// <summary>Answers <see cref="Find"/>.</summary>
    /// <param name="First">The first page frame.</param>
    /// <param name="Count">How many IOMMU pages follow each other in memory.</param>
    /// <param name="Region">The region.</param>
    /// <param name="Error">Why there is none.</param>
    public readonly record struct Found(Pfn First, TceCount Count, RegionId Region, Errno Error) : IMessage;

    /// <summary>Counts entries into a region that was found in the read section of the same operation.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="Region">Which.</param>
    /// <remarks>
    /// Answer: <see cref="Held"/>. ENXIO: it is closing. Source: mm_iommu_mapped_inc.
    /// </remarks>
    public readonly record struct Hold(int Count, RegionId Region) : IMessage;

    /// <summary>Answers <see cref="Hold"/>.</summary>
    public readonly record struct Held(Errno Error) : IMessage;

    /// <summary>Leaves the read section of the same operation. Never answered.</summary>
    public readonly record struct Leave : IMessage;

    /// <summary>Finds the region that is just a range: only with a defect, without any reference.</summary>
    /// <param name="Start">The first user address.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="Owner">In whose memory.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>Answer: <see cref="Found"/>. ENOENT: there is none. Source: mm_iommu_find, Linux 4.2.</remarks>
    public readonly record struct FindExact(Vaddr Start, PageCount Pages, ProcessId Owner, int Reserved) : IMessage;

    /// <summary>To itself by a timer, with a defect: a dirty mark that was put off.</summary>
    /// <param name="First">The first page frame.</param>
    /// <param name="Pages">How many.</param>
    public readonly record struct MarkLater(Pfn First, PageCount Pages) : IMessage;
}
