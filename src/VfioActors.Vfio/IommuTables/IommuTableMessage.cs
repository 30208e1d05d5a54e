using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuTables;

/// <summary>
/// What an IOMMU with second-level tables hears from containers and devices: domains, the groups in them, what they
/// map. The kernel's locks of the IOMMU core and driver are this actor's mailbox.
/// </summary>
public static class IommuTableMessage
{
    /// <summary>Puts a group into a domain, a new one when none is named.</summary>
    /// <remarks>
    /// Answer: <see cref="Attached"/>. EIO: no domain could be made. EBUSY: the group is in another domain.
    /// Source: iommu_domain_alloc and iommu_attach_group, drivers/iommu/iommu.c, Linux 6.1.
    /// </remarks>
    public readonly record struct Attach(ActorId Group, DomainId Domain) : IMessage;

    /// <summary>Answers <see cref="Attach"/> with the domain.</summary>
    public readonly record struct Attached(Errno Error, DomainId Domain) : IMessage;

    /// <summary>Takes a group out of its domain; the domain stays. Never answered.</summary>
    /// <remarks>Source: iommu_detach_group, Linux 6.1.</remarks>
    public readonly record struct Detach(ActorId Group, DomainId Domain) : IMessage;

    /// <summary>Maps a run of pages.</summary>
    /// <remarks>
    /// Answer: <see cref="Mapped"/>. EFAULT: beyond what the tables have room for. ENOMEM: no memory for
    /// the tables. EBUSY: a page is mapped already.
    /// Source: iommu_map, Linux 6.1. Either all pages are mapped or none.
    /// </remarks>
    public readonly record struct Map(Iova Start, PageCount Pages, Pfn First, DomainId Domain, TableRights Rights)
        : IMessage;

    /// <summary>Answers <see cref="Map"/>.</summary>
    public readonly record struct Mapped(Errno Error) : IMessage;

    /// <summary>Unmaps a range of one domain and flushes what the caches hold of it.</summary>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>
    /// Answer: one <see cref="Unmapped"/> for each run of pages that was there, in order, the last one saying so; one
    /// without pages when nothing was. After the last, no device reaches the pages through this domain.
    /// Source: iommu_iova_to_phys and iommu_unmap, Linux 6.1.
    /// </remarks>
    public readonly record struct Unmap(Iova Start, PageCount Pages, DomainId Domain, int Reserved) : IMessage;

    /// <summary>Answers <see cref="Unmap"/>, run by run.</summary>
    /// <param name="Start">The first page's address.</param>
    /// <param name="Pages">How many pages; 0 when nothing was mapped.</param>
    /// <param name="First">The page that it led to; the others follow.</param>
    /// <param name="Domain">Whose tables.</param>
    /// <param name="Last">1 with the last run.</param>
    public readonly record struct Unmapped(Iova Start, PageCount Pages, Pfn First, DomainId Domain, int Last)
        : IMessage;

    /// <summary>Frees a domain that no group is in any more, with what it maps. Never answered.</summary>
    public readonly record struct Free(DomainId Domain) : IMessage;

    /// <summary>Asks what pages a range of a domain leads to.</summary>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>
    /// Answer: <see cref="Unmapped"/> for the first run of pages in the range; without pages when nothing is mapped.
    /// Source: iommu_iova_to_phys, Linux 6.1.
    /// </remarks>
    public readonly record struct Walk(Iova Start, PageCount Pages, DomainId Domain, int Reserved) : IMessage;

    /// <summary>A device of a group reads or writes memory.</summary>
    /// <remarks>Answer: <see cref="Accessed"/>. EFAULT: nothing there, or the rights are missing.</remarks>
    public readonly record struct Access(Iova Iova, ActorId Group, TableRights Rights) : IMessage;

    /// <summary>Answers <see cref="Access"/>.</summary>
    public readonly record struct Accessed(Pfn Page, Errno Error, TableRights Rights) : IMessage;
}
