using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// What the memory of a family of processes hears: from containers, to pin pages and to charge them; from the
/// processes, their system calls. The kernel's mmap_lock, page table locks and page reference counts of the family are
/// this actor's mailbox.
/// </summary>
public static class GuestMemoryMessage
{
    /// <summary>Tests the limit, charges and pins the leading pages of a range in one step, or does nothing.</summary>
    /// <param name="Vaddr">Where the range starts in the pinner's memory.</param>
    /// <param name="Pages">How many pages are wanted, at least 1. All of them are charged, or none is.</param>
    /// <param name="Pinner">In whose memory the pages are looked up.</param>
    /// <param name="Owner">Who is charged.</param>
    /// <param name="Modes">How.</param>
    /// <remarks>
    /// Answer: <see cref="Pinned"/>, for as many of the pages as lie in one run of page frames that are all counted or
    /// all reserved; the caller asks again for the rest. ESRCH: the owner is gone, and nothing was ever charged for it.
    /// ENODEV: the pinner is gone. EFAULT: no page, or not writable. EINVAL: no page record, and one is asked for.
    /// ENOMEM: over the limit.
    /// Source: vfio_pin_pages_remote and vfio_pin_page_external, drivers/vfio/vfio_iommu_type1.c, Linux 6.1. Differs:
    /// test and charge are one step.
    /// </remarks>
    public readonly record struct Pin(
        Vaddr Vaddr, PageCount Pages, ProcessId Pinner, ProcessId Owner, PinModes Modes) : IMessage;

    /// <summary>Answers <see cref="Pin"/>.</summary>
    /// <param name="Error">Why nothing was pinned.</param>
    /// <param name="Owner">As asked.</param>
    /// <param name="First">The first page.</param>
    /// <param name="Pages">How many pages follow each other from it, at least 1 unless refused.</param>
    /// <param name="Charged">How many pages were charged.</param>
    public readonly record struct Pinned(
        Errno Error, ProcessId Owner, Pfn First, PageCount Pages, PageCount Charged) : IMessage;

    /// <summary>Gives back one pin of each page of a run and uncharges the owner. Never answered.</summary>
    /// <param name="First">The first page.</param>
    /// <param name="Pages">How many; reserved pages were never pinned, and are passed over.</param>
    /// <param name="Uncharged">By how many pages the owner's count falls.</param>
    /// <param name="Owner">Who was charged.</param>
    /// <param name="Modes">
    /// Write when the pages may have been written, as dirty tracking of the memory wants to know.
    /// </param>
    /// <remarks>Source: put_pfn and vfio_lock_acct, Linux 6.1.</remarks>
    public readonly record struct Unpin(
        Pfn First, PageCount Pages, PageCount Uncharged, ProcessId Owner, AreaRights Modes) : IMessage;

    /// <summary>Moves charges from one process to another.</summary>
    /// <param name="From">Whose count falls.</param>
    /// <param name="To">Whose count rises.</param>
    /// <param name="Pages">By how many pages.</param>
    /// <param name="Modes">LockCap: the limit is not applied.</param>
    /// <remarks>
    /// Answer: <see cref="Moved"/>. ENOMEM: over the limit of the new owner; nothing was changed.
    /// Source: vfio_change_dma_owner, Linux 6.1.
    /// </remarks>
    public readonly record struct Move(PageCount Pages, PinModes Modes, ProcessId From, ProcessId To) : IMessage;

    /// <summary>Answers <see cref="Move"/>.</summary>
    public readonly record struct Moved(Errno Error) : IMessage;

    /// <summary>
    /// Lowers an owner's count. Never answered.
    /// </summary>
    /// <param name="Pages">By how much: negative.</param>
    /// <param name="Owner">Whose count.</param>
    /// <param name="Calls">Always 1: one call to the accounting.</param>
    /// <remarks>Source: vfio_lock_acct in vfio_iommu_unmap_unpin_reaccount, Linux 6.1.</remarks>
    public readonly record struct Charge(long Pages, ProcessId Owner, int Calls) : IMessage;

    /// <summary>Raises an owner's count, when its limit lets that through.</summary>
    /// <param name="Pages">By how much: more than 0.</param>
    /// <param name="Owner">Whose count.</param>
    /// <param name="Exempt">1 when the owner had CAP_IPC_LOCK as it mapped: its limit is not applied.</param>
    /// <remarks>
    /// Answer: <see cref="Recharged"/>. ENOMEM: over the limit. ESRCH: the owner is gone.
    /// Source: vfio_lock_acct in vfio_iommu_unmap_unpin_reaccount, Linux 6.1.
    /// </remarks>
    public readonly record struct Recharge(long Pages, ProcessId Owner, int Exempt) : IMessage;

    /// <summary>Answers <see cref="Recharge"/>.</summary>
    /// <param name="Pages">As asked.</param>
    /// <param name="Owner">As asked.</param>
    /// <param name="Error">Why the count stayed as it was.</param>
    public readonly record struct Recharged(long Pages, ProcessId Owner, Errno Error) : IMessage;

    /// <summary>
    /// Copies between a range of the owner's memory and a buffer of the kernel, faulting absent pages in. A buffer that
    /// is written from has one value in every byte.
    /// </summary>
    /// <param name="Vaddr">Where the range starts in the owner's memory.</param>
    /// <param name="Length">Bytes.</param>
    /// <param name="Owner">Whose memory.</param>
    /// <param name="Lease">To give back in the answer, and to cancel by.</param>
    /// <param name="Modes">Whether memory is written, and who calls.</param>
    /// <param name="Value">The byte that is written.</param>
    /// <remarks>
    /// Answers: for a read one <see cref="Read"/> for each run of equal bytes that are not zero, then
    /// <see cref="Copied"/>. ESRCH: the owner is gone. EFAULT: outside the user's addresses, no page, no right, or
    /// cancelled; a prefix was moved. A page that user space has to provide is waited for.
    /// Source: copy_to_user and copy_from_user in vfio_iommu_type1_dma_rw_chunk, Linux 5.7.
    /// </remarks>
    public readonly record struct Copy(
        Vaddr Vaddr, ByteCount Length, ProcessId Owner, int Lease, AccessModes Modes, int Value) : IMessage;

    /// <summary>A run of equal bytes that was read; bytes of which nothing is said are zero.</summary>
    /// <param name="At">Its place in the range, from 0.</param>
    /// <param name="Count">How many bytes.</param>
    /// <param name="Value">The byte, never 0.</param>
    /// <param name="Lease">As asked.</param>
    public readonly record struct Read(ByteCount At, ByteCount Count, int Value, int Lease) : IMessage;

    /// <summary>Answers <see cref="Copy"/> and <see cref="Peek"/>.</summary>
    /// <param name="Moved">How many bytes were moved: always a prefix of the range.</param>
    /// <param name="Error">Why it were not all.</param>
    /// <param name="Lease">As asked.</param>
    public readonly record struct Copied(ByteCount Moved, Errno Error, int Lease) : IMessage;

    /// <summary>Ends a copy that waits for user space; nothing is done when it has ended. Never answered.</summary>
    public readonly record struct Cancel(int Lease) : IMessage;

    /// <summary>The process reads its own memory up to the first byte that is not there.</summary>
    /// <remarks>Answers: as <see cref="Copy"/>; the lease is 0.</remarks>
    public readonly record struct Peek(Vaddr Start, ByteCount Length, ProcessId Process, int Reserved) : IMessage;

    /// <summary>
    /// Gives an area what it has at first: each page is filled with one byte, the next page with one more. A file
    /// behind it is filled too. Memory that nobody may ever have written, and memory by number, is left alone.
    /// </summary>
    /// <param name="Start">The first address.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="Process">Whose.</param>
    /// <param name="First">The byte of the first page; only its low 8 bits count.</param>
    /// <remarks>Answer: <see cref="Done"/>.</remarks>
    public readonly record struct Prepare(Vaddr Start, PageCount Pages, ProcessId Process, int First) : IMessage;

    /// <summary>
    /// The process writes its memory: each page is filled with one byte, the next page with one more.
    /// </summary>
    /// <remarks>Answer: <see cref="Done"/>. EFAULT: it would have been killed.</remarks>
    public readonly record struct Fill(Vaddr Start, PageCount Pages, ProcessId Process, int First) : IMessage;

    /// <summary>User space provides pages that were waited for: UFFDIO_COPY. They are filled with one byte.</summary>
    /// <remarks>Answer: <see cref="Done"/>. EFAULT: there is no memory, or it may not be written.</remarks>
    public readonly record struct Provide(Vaddr Start, PageCount Pages, ProcessId Process, int Value) : IMessage;

    /// <summary>To itself by a timer, with a defect: a change of an owner's count that was put off.</summary>
    /// <param name="Pages">By how much.</param>
    /// <param name="Owner">Whose count.</param>
    /// <param name="Calls">Always 1.</param>
    public readonly record struct WorkItem(long Pages, ProcessId Owner, int Calls) : IMessage;

    /// <summary>mmap: makes an area of a process. What was at these addresses is unmapped first.</summary>
    /// <param name="Start">The first address.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="Kind">What is behind it.</param>
    /// <param name="Process">Whose.</param>
    /// <remarks>Answer: <see cref="Done"/>. ENOMEM: too many areas. ESRCH: no such process.</remarks>
    public readonly record struct MapArea(Vaddr Start, PageCount Pages, AreaKind Kind, ProcessId Process) : IMessage;

    /// <summary>munmap.</summary>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>
    /// Answer: <see cref="Done"/>. EINVAL: a huge page of the pool would be cut. Pages that are pinned live on until
    /// they are unpinned.
    /// </remarks>
    public readonly record struct UnmapArea(Vaddr Start, PageCount Pages, ProcessId Process, int Reserved) : IMessage;

    /// <summary>mprotect.</summary>
    /// <remarks>
    /// Answer: <see cref="Done"/>. ENOMEM: part of the range is not mapped. EACCES: the file forbids it. EINVAL: a huge
    /// page of the pool would be cut. What comes before has changed.
    /// </remarks>
    public readonly record struct Protect(Vaddr Start, PageCount Pages, ProcessId Process, AreaRights Rights)
        : IMessage;

    /// <summary>
    /// madvise with MADV_DONTNEED: private pages are dropped and come back as zeroes, or as the file.
    /// </summary>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>
    /// Answer: <see cref="Done"/>. ENOMEM: part of it is not mapped. EINVAL: part of it is locked or by number, or
    /// is of the pool of huge pages and starts inside one. Only whole ones of these are dropped.
    /// </remarks>
    public readonly record struct Discard(Vaddr Start, PageCount Pages, ProcessId Process, int Reserved) : IMessage;

    /// <summary>mlock or munlock.</summary>
    /// <param name="On">1 to lock, 0 to unlock.</param>
    /// <remarks>
    /// Answer: <see cref="Done"/>. ENOMEM: over the limit, or part of it is not mapped. EPERM: the limit is 0.
    /// Source: do_mlock, mm/mlock.c, Linux 6.1. Pages that are locked already are counted once.
    /// </remarks>
    public readonly record struct Lock(Vaddr Start, PageCount Pages, ProcessId Process, int On) : IMessage;

    /// <summary>The process reads or writes its memory, which brings the pages in.</summary>
    /// <remarks>Answer: <see cref="Done"/>. EFAULT: it would have been killed.</remarks>
    public readonly record struct Touch(Vaddr Start, PageCount Pages, ProcessId Process, AreaRights Rights) : IMessage;

    /// <summary>fork: the child's memory starts as a copy; pages that may be pinned are copied at once.</summary>
    /// <remarks>Answer: <see cref="Done"/>. The child has the parent's limit and capability, and no charges.</remarks>
    public readonly record struct Fork(ProcessId Parent, ProcessId Child) : IMessage;

    /// <summary>
    /// The process ends, and its memory with it; what it was charged is forgotten as it is uncharged.
    /// </summary>
    /// <remarks>Answer: <see cref="Done"/>.</remarks>
    public readonly record struct Exit(ProcessId Process) : IMessage;

    /// <summary>A thread of the process ends, the one that mapped; the process lives on.</summary>
    /// <remarks>Answer: <see cref="Done"/>.</remarks>
    public readonly record struct EndThread(ProcessId Process) : IMessage;

    /// <summary>exec: the process goes on with a new, empty memory with nothing charged.</summary>
    /// <param name="Process">Which.</param>
    /// <param name="Into">The number of the new memory.</param>
    /// <remarks>Answer: <see cref="Done"/>. What the old memory was charged stays with the old memory.</remarks>
    public readonly record struct Exec(ProcessId Process, ProcessId Into) : IMessage;

    /// <summary>setrlimit of RLIMIT_MEMLOCK.</summary>
    /// <param name="Limit">Bytes; the greatest number is no limit.</param>
    /// <param name="Process">Which process.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>Answer: <see cref="Done"/>.</remarks>
    public readonly record struct SetLimit(ByteCount Limit, ProcessId Process, int Reserved) : IMessage;

    /// <summary>capset of CAP_IPC_LOCK.</summary>
    /// <param name="On">1 or 0.</param>
    /// <remarks>Answer: <see cref="Done"/>.</remarks>
    public readonly record struct SetCapability(ProcessId Process, int On) : IMessage;

    /// <summary>Answers every system call.</summary>
    public readonly record struct Done(Errno Error) : IMessage;
}
