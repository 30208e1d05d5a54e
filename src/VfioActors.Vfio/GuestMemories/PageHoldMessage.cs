using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// What a memory hears of those who hold its pages and account for them elsewhere: the registry of regions and the
/// containers of sPAPR. Pages are held by number here, as the kernel's put_page gives them back: who gives back what
/// nobody holds is written down, not stopped.
/// </summary>
public static class PageHoldMessage
{
    /// <summary>Pins the leading pages of a range, charging nobody.</summary>
    /// <param name="Start">Where the range starts in the process' memory.</param>
    /// <param name="Pages">How many pages are wanted, at least 1.</param>
    /// <param name="Process">In whose memory they are looked up.</param>
    /// <param name="Rights">Read, or write too.</param>
    /// <remarks>
    /// Answer: <see cref="Held"/>, for as many of the pages as lie in one run of page frames; the caller asks again for
    /// the rest. ESRCH: the process is gone. EFAULT: no page, not the right, or a page by number.
    /// Source: pin_user_pages with FOLL_LONGTERM, mm/gup.c, Linux 6.12.
    /// </remarks>
    public readonly record struct Hold(Vaddr Start, PageCount Pages, ProcessId Process, AreaRights Rights) : IMessage;

    /// <summary>Answers <see cref="Hold"/>.</summary>
    /// <param name="First">The first page.</param>
    /// <param name="Pages">How many pages follow each other from it, at least 1 unless refused.</param>
    /// <param name="Error">Why nothing was pinned.</param>
    /// <param name="Shift">The binary logarithm of the size in bytes of the physical pages that they lie in.</param>
    public readonly record struct Held(Pfn First, PageCount Pages, Errno Error, int Shift) : IMessage;

    /// <summary>Gives back one pin of each page of a run.</summary>
    /// <param name="First">The first page.</param>
    /// <param name="Pages">How many.</param>
    /// <param name="Marks">What else is to be done.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>
    /// Answer: <see cref="GivenBack"/> when one is wanted, else none. A page that nobody holds is noted as a stray.
    /// Source: SetPageDirty and put_page in mm_iommu_unpin, arch/powerpc/mm/book3s64/iommu_api.c, Linux 5.4.
    /// </remarks>
    public readonly record struct GiveBack(Pfn First, PageCount Pages, HoldMarks Marks, int Reserved) : IMessage;

    /// <summary>Answers <see cref="GiveBack"/>.</summary>
    public readonly record struct GivenBack : IMessage;

    /// <summary>Marks pages dirty that the sender holds. Never answered.</summary>
    /// <remarks>A page that nobody holds is noted as a stray. Source: SetPageDirty, Linux 4.2.</remarks>
    public readonly record struct MarkDirty(Pfn First, PageCount Pages) : IMessage;

    /// <summary>
    /// Lowers the count of pages charged to a process, at most to 0: what goes beyond is written down as overdrawn.
    /// Never answered.
    /// </summary>
    /// <param name="Pages">By how many pages.</param>
    /// <param name="Owner">Whose count.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>Source: mm_iommu_adjust_locked_vm, which warns and clamps, Linux 4.2.</remarks>
    public readonly record struct Uncharge(PageCount Pages, ProcessId Owner, int Reserved) : IMessage;
}
