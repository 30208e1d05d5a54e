using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Defects;

/// <summary>The bugs that CPU access by IOVA had from its posting in 2020 to today, one switch each.</summary>
public static class DmaRwDefects
{
    /// <summary>The name of the subsystem.</summary>
    public const string Subsystem = "dma-rw";

    // Stands before the rows: they enter it as they are made, from the first to the last.
    private static readonly DefectTable Rows = new(Subsystem);

    /// <summary>All of them, in the order of their ids; those without a switch too.</summary>
    public static IReadOnlyList<Defect> All => Rows.All;

    /// <summary>DRW-01: the driver gives dma_rw a guest-physical address where an IOVA is wanted.</summary>
    public static Defect TargetIsTakenForGuestPhysical { get; } = Rows.Add(
        "DRW-01", "the driver gives dma_rw a guest-physical address where an IOVA is wanted",
        "OnlyMappedOwnerMemory", "UnitsTyped", "review");

    /// <summary>DRW-02: nothing is pinned, so the call may sleep, fault and fail.</summary>
    public static Defect CallMaySleep { get; } = Rows.Add(new(
        "DRW-02", "nothing is pinned, so the call may sleep, fault and fail")
    {
        Source = "review",
        WithoutSwitch = "Contract: an access is answered later and may fail; who may not sleep must not ask.",
    });

    /// <summary>DRW-03: an address that nothing maps yet is waited for instead of refused.</summary>
    public static Defect UnmappedAddressWaits { get; } = Rows.Add(
        "DRW-03", "an address that nothing maps yet is waited for instead of refused",
        "ErrnoFaithful", "ErrorPropagates", "review");

    /// <summary>DRW-04: a read does not test that the mapping may be read.</summary>
    public static Defect ReadRightIsNotTested { get; } = Rows.Add(
        "DRW-04", "a read does not test that the mapping may be read",
        "PermissionExact", "ReceiverValidatesThenCommits", "thread");

    /// <summary>DRW-05: naming, and how the copy is cut at mappings.</summary>
    public static Defect ChunksAndNames { get; } = Rows.Add(new(
        "DRW-05", "naming, and how the copy is cut at mappings")
    {
        Source = "thread",
        WithoutSwitch = "Naming and shape of the code: nothing behaves differently.",
    });

    /// <summary>
    /// DRW-06: the group is looked up for every access, and may be gone half-way through a program of the device.
    /// </summary>
    public static Defect EachAccessLooksItsGroupUp { get; } = Rows.Add(
        "DRW-06", "the group is looked up for every access, and may be gone half-way through a program of the device",
        "ProgramIsWhole", "LeaseCarriesIdentity", "thread");

    /// <summary>DRW-07: writes are not entered in the dirty log.</summary>
    public static Defect WritesEnterNoLog { get; } = Rows.Add(
        "DRW-07", "writes are not entered in the dirty log",
        "DirtySuperset", "NotifyAfterCommit", "author");

    /// <summary>DRW-08: every refusal of the backend is EFAULT.</summary>
    public static Defect EveryRefusalIsEfault { get; } = Rows.Add(
        "DRW-08", "every refusal of the backend is EFAULT",
        "ErrnoFaithful", "ErrorPropagates", "code");

    /// <summary>
    /// DRW-09: the copy does not test that the address is the user's: kernel memory is reachable.
    /// </summary>
    public static Defect UserRangeIsNotTested { get; } = Rows.Add(
        "DRW-09", "the copy does not test that the address is the user's: kernel memory is reachable",
        "OnlyMappedOwnerMemory", "ReceiverValidatesThenCommits", "code");

    /// <summary>
    /// DRW-10: a thread without memory is taken for a kernel thread: a dying one adopts the owner's memory for ever.
    /// </summary>
    public static Defect NoMemoryMeansKernelThread { get; } = Rows.Add(
        "DRW-10", "a thread without memory is taken for a kernel thread: a dying one adopts the owner's memory for "
            + "ever",
        "LeaseBalance", "LeaseCarriesIdentity", "code");

    /// <summary>
    /// DRW-11: kernel threads copy with the kernel's address limit: the test of the user range passes.
    /// </summary>
    public static Defect KernelThreadsReachKernelMemory { get; } = Rows.Add(
        "DRW-11", "kernel threads copy with the kernel's address limit: the test of the user range passes",
        "OnlyMappedOwnerMemory", "ReceiverValidatesThenCommits", "later");

    /// <summary>DRW-12: a failure after some chunks does not say how many bytes were moved.</summary>
    public static Defect FailureForgetsTheCount { get; } = Rows.Add(
        "DRW-12", "a failure after some chunks does not say how many bytes were moved",
        "PrefixCommit", "ErrorPropagates", "code");

    /// <summary>
    /// DRW-13: a chunk that failed counts as 0 bytes and is not marked, though a prefix was written.
    /// </summary>
    public static Defect FailedChunkCountsNothing { get; } = Rows.Add(
        "DRW-13", "a chunk that failed counts as 0 bytes and is not marked, though a prefix was written",
        "DirtySuperset", "NotifyAfterCommit", "code");

    /// <summary>DRW-14: the container is used by a handle that was put, with no test.</summary>
    public static Defect HandleOutlivesItsGroup { get; } = Rows.Add(
        "DRW-14", "the container is used by a handle that was put, with no test",
        "LeaseBalance", "LeaseCarriesIdentity", "code");

    /// <summary>DRW-15: the lock is kept while a page fault waits for user space.</summary>
    public static Defect FaultIsWaitedForUnderTheLock { get; } = Rows.Add(
        "DRW-15", "the lock is kept while a page fault waits for user space",
        "Progress", "SingleWriter", "code");

    /// <summary>DRW-16: the end of the range is not tested: it goes on at address 0.</summary>
    public static Defect EndOfRangeMayWrap { get; } = Rows.Add(
        "DRW-16", "the end of the range is not tested: it goes on at address 0",
        "RangeClosed", "ReceiverValidatesThenCommits", "reading");

    /// <summary>DRW-17: a negative length of a caller is taken for a huge one.</summary>
    public static Defect NegativeLengthIsHuge { get; } = Rows.Add(
        "DRW-17", "a negative length of a caller is taken for a huge one",
        "RangeClosed", "UnitsTyped", "code");

    /// <summary>DRW-18: a write needs the right to read too.</summary>
    public static Defect WritesNeedReadRight { get; } = Rows.Add(
        "DRW-18", "a write needs the right to read too",
        "PermissionExact", "ReceiverValidatesThenCommits", "reading");

    /// <summary>DRW-19: the number of pages marked dirty is rounded down.</summary>
    public static Defect MarkedPagesAreRoundedDown { get; } = Rows.Add(
        "DRW-19", "the number of pages marked dirty is rounded down",
        "DirtySuperset", "UnitsTyped", "later");

    /// <summary>DRW-20: a handle that is refused keeps its reference to the group.</summary>
    public static Defect RefusedHandleKeepsGroup { get; } = Rows.Add(
        "DRW-20", "a handle that is refused keeps its reference to the group",
        "LeaseBalance", "UndoExactlyDone", "thread");

    /// <summary>DRW-21: an invalid vaddr is waited for between chunks, without the lock.</summary>
    public static Defect InvalidVaddrIsWaitedFor { get; } = Rows.Add(
        "DRW-21", "an invalid vaddr is waited for between chunks, without the lock",
        "Progress", "BoundedRetry", "later");

    /// <summary>DRW-22: the owner is a task, not a memory: after exec the new program is written.</summary>
    public static Defect OwnerIsFollowedThroughExec { get; } = Rows.Add(
        "DRW-22", "the owner is a task, not a memory: after exec the new program is written",
        "OnlyMappedOwnerMemory", "LeaseCarriesIdentity", "later");

    /// <summary>DRW-23: a caller in another process is refused, also for valid memory.</summary>
    public static Defect StrangersAreRefused { get; } = Rows.Add(
        "DRW-23", "a caller in another process is refused, also for valid memory",
        "ErrnoFaithful", "ErrorPropagates", "reading");

    /// <summary>DRW-24: IOMMUFD answers ENOENT where type1 answers EINVAL.</summary>
    public static Defect OtherBackendOtherErrno { get; } = Rows.Add(
        "DRW-24", "IOMMUFD answers ENOENT where type1 answers EINVAL",
        "ErrnoFaithful", "ModeLatched", "reading");

    /// <summary>DRW-25: writes through IOMMUFD enter no dirty log.</summary>
    public static Defect OtherBackendHasNoLog { get; } = Rows.Add(
        "DRW-25", "writes through IOMMUFD enter no dirty log",
        "DirtySuperset", "NotifyAfterCommit", "reading");

    /// <summary>DRW-26: one request keeps the lock from its first to its last chunk.</summary>
    public static Defect LockIsKeptForTheWholeRequest { get; } = Rows.Add(
        "DRW-26", "one request keeps the lock from its first to its last chunk",
        "BoundedWait", "BoundedRetry", "reading");

    /// <summary>DRW-27: an unmap is answered while a copy is on its way to the memory.</summary>
    public static Defect UnmapOvertakesCopies { get; } = Rows.Add(
        "DRW-27", "an unmap is answered while a copy is on its way to the memory",
        "NoAccessAfterUnmapReply", "RetractBeforeRelease", "render");

    /// <summary>
    /// DRW-28: pages are marked before the copy only: a reading of the log in between clears the mark.
    /// </summary>
    public static Defect PagesAreMarkedBeforeTheCopyOnly { get; } = Rows.Add(
        "DRW-28", "pages are marked before the copy only: a reading of the log in between clears the mark",
        "DirtySuperset", "NotifyAfterCommit", "render");
}
