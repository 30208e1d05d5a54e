using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Defects;

/// <summary>
/// The bugs that the type1 container had from the posting of external pinning in 2016 to today, one switch each.
/// </summary>
public static class Type1Defects
{
    /// <summary>The name of the subsystem.</summary>
    public const string Subsystem = "type1";

    // Stands before the rows: they enter it as they are made, from the first to the last.
    private static readonly DefectTable Rows = new(Subsystem);

    /// <summary>All of them, in the order of their ids; those without a switch too.</summary>
    public static IReadOnlyList<Defect> All => Rows.All;

    /// <summary>
    /// T1-01: the limit is tested with a count that has the page in it already, plus 1: one page too strict.
    /// </summary>
    public static Defect LimitTestIsOnePageTooStrict { get; } = Rows.Add(
        "T1-01", "the limit is tested with a count that has the page in it already, plus 1: one page too strict",
        "LimitExact", "CheckAndReserveAtomic", "review");

    /// <summary>T1-02: what is unpinned after a failed batch is set off against pins of reserved pages too.</summary>
    public static Defect ReservedPinsCountAsChargedWhenUndone { get; } = Rows.Add(
        "T1-02", "what is unpinned after a failed batch is set off against pins of reserved pages too",
        "LockedVmLaw", "UnitsTyped", "review");

    /// <summary>T1-03: UNPIN answers how many pages were freed, not how many entries were handled.</summary>
    public static Defect UnpinAnswersPagesFreed { get; } = Rows.Add(
        "T1-03", "UNPIN answers how many pages were freed, not how many entries were handled",
        "UnpinCount", "ErrorPropagates", "review");

    /// <summary>T1-04: the last backed detach charges pins of reserved pages.</summary>
    public static Defect ReaccountCountsReservedPins { get; } = Rows.Add(
        "T1-04", "the last backed detach charges pins of reserved pages",
        "LockedVmLaw", "CheckAndReserveAtomic", "review");

    /// <summary>T1-05: unpinning all of a mapping calls the accounting once for each page.</summary>
    public static Defect EachPageIsUnchargedAlone { get; } = Rows.Add(
        "T1-05", "unpinning all of a mapping calls the accounting once for each page",
        "BatchedAccounting", "CheckAndReserveAtomic", "review");

    /// <summary>T1-06: a redundant alias of the output, and the address computed anew for each page.</summary>
    public static Defect OutputHasAnAlias { get; } = Rows.Add(new(
        "T1-06", "a redundant alias of the output, and the address computed anew for each page")
    {
        Source = "review",
        WithoutSwitch = "Style: nothing behaves differently.",
    });

    /// <summary>T1-07: a page is pinned twice for one address, by the IOMMU and by a driver.</summary>
    public static Defect OnePageHasTwoPins { get; } = Rows.Add(new(
        "T1-07", "a page is pinned twice for one address, by the IOMMU and by a driver")
    {
        Violates = "PinBalance",
        CaughtBy = "TokenOnce",
        Source = "review",
        WithoutSwitch = "A question. It is by design: two pins and one charge, as worked example 2 tests.",
    });

    /// <summary>
    /// T1-08: UNPIN looks its mapping up with length 0: the first page of a mapping is never found.
    /// </summary>
    public static Defect UnpinLooksUpNoBytes { get; } = Rows.Add(
        "T1-08", "UNPIN looks its mapping up with length 0: the first page of a mapping is never found",
        "UnpinFindsWhatPinFound", "ErrorPropagates", "code");

    /// <summary>T1-09: reserved pages are charged, and never uncharged.</summary>
    public static Defect ReservedPagesAreCharged { get; } = Rows.Add(
        "T1-09", "reserved pages are charged, and never uncharged",
        "LockedVmLaw", "UndoExactlyDone", "code");

    /// <summary>
    /// T1-10: the page that the limit refuses is in the count of its batch already: charged, not pinned.
    /// </summary>
    public static Defect RefusedPageIsCharged { get; } = Rows.Add(
        "T1-10", "the page that the limit refuses is in the count of its batch already: charged, not pinned",
        "LockedVmLaw", "UndoExactlyDone", "code");

    /// <summary>
    /// T1-11: the limit is tested before it is known that a driver's pin has the page charged already.
    /// </summary>
    public static Defect MapTestsLimitForChargedPages { get; } = Rows.Add(
        "T1-11", "the limit is tested before it is known that a driver's pin has the page charged already",
        "LimitExact", "CheckAndReserveAtomic", "code");

    /// <summary>
    /// T1-12: the last emulated group that leaves has every pin released, whoever still uses the pages.
    /// </summary>
    public static Defect LastEmulatedDetachReleasesPins { get; } = Rows.Add(
        "T1-12", "the last emulated group that leaves has every pin released, whoever still uses the pages",
        "NoUseAfterUnpin", "RetractBeforeRelease", "code");

    /// <summary>
    /// T1-13: UNPIN of a page that the caller never pinned counts as success, and takes the pin of another.
    /// </summary>
    public static Defect UnpinTakesPinsOfOthers { get; } = Rows.Add(
        "T1-13", "UNPIN of a page that the caller never pinned counts as success, and takes the pin of another",
        "PinBalance", "TokenOnce", "code");

    /// <summary>T1-14: no memory for the record of a pin: the page stays pinned and charged.</summary>
    public static Defect FailedRecordLeaksThePage { get; } = Rows.Add(
        "T1-14", "no memory for the record of a pin: the page stays pinned and charged",
        "PinBalance", "UndoExactlyDone", "later");

    /// <summary>T1-15: PIN tests the limit although the IOMMU has the page charged already.</summary>
    public static Defect PinTestsLimitForChargedPages { get; } = Rows.Add(
        "T1-15", "PIN tests the limit although the IOMMU has the page charged already",
        "LimitExact", "CheckAndReserveAtomic", "later");

    /// <summary>T1-16: the charge is made later by a work item: test and charge are two steps.</summary>
    public static Defect ChargeIsPutOff { get; } = Rows.Add(
        "T1-16", "the charge is made later by a work item: test and charge are two steps",
        "LimitNeverExceeded", "CheckAndReserveAtomic", "later");

    /// <summary>
    /// T1-17: the thread that mapped has ended, and the unmap takes its memory for gone: the charge is lost.
    /// </summary>
    public static Defect UnmapNeedsTheMappingThread { get; } = Rows.Add(
        "T1-17", "the thread that mapped has ended, and the unmap takes its memory for gone: the charge is lost",
        "LockedVmLaw", "LeaseCarriesIdentity", "later");

    /// <summary>T1-18: whether the limit applies is asked when a page is pinned, not when it was mapped.</summary>
    public static Defect CapabilityIsAskedTooLate { get; } = Rows.Add(
        "T1-18", "whether the limit applies is asked when a page is pinned, not when it was mapped",
        "LimitExact", "ModeLatched", "later");

    /// <summary>T1-19: the end of a range wraps: the last page of all addresses is mapped and never found.</summary>
    public static Defect RangeEndWraps { get; } = Rows.Add(
        "T1-19", "the end of a range wraps: the last page of all addresses is mapped and never found",
        "RangeClosed", "ReceiverValidatesThenCommits", "later");

    /// <summary>T1-20: there is no limit to the number of mappings.</summary>
    public static Defect MappingsAreUnlimited { get; } = Rows.Add(
        "T1-20", "there is no limit to the number of mappings",
        "MapAvailBounded", "CheckAndReserveAtomic", "later");

    /// <summary>T1-21: an attach that fails half-way leaves its pins, its charges and what it mapped.</summary>
    public static Defect FailedReplayIsNotUndone { get; } = Rows.Add(
        "T1-21", "an attach that fails half-way leaves its pins, its charges and what it mapped",
        "PinBalance", "UndoExactlyDone", "later");

    /// <summary>
    /// T1-22: vaddr and iova are added before the start of the mapping is taken off: a 32-bit word overflows.
    /// </summary>
    public static Defect AddressSumOverflows { get; } = Rows.Add(
        "T1-22", "vaddr and iova are added before the start of the mapping is taken off: a 32-bit word overflows",
        "RangeClosed", "UnitsTyped", "later");

    /// <summary>
    /// T1-23: only drivers of emulated groups are thought to pin: pins of the others are not looked for.
    /// </summary>
    public static Defect OnlyEmulatedGroupsAreThoughtToPin { get; } = Rows.Add(
        "T1-23", "only drivers of emulated groups are thought to pin: pins of the others are not looked for",
        "NoMappingRemovedWithPins", "RetractBeforeRelease", "later");

    /// <summary>T1-24: a group leaves that may have written any page, and the log does not say so.</summary>
    public static Defect DetachForgetsWhatWasWritten { get; } = Rows.Add(
        "T1-24", "a group leaves that may have written any page, and the log does not say so",
        "DirtySuperset", "RetractBeforeRelease", "later");

    /// <summary>
    /// T1-25: a START that fails frees the bitmap of one mapping again and again, and leaves the others.
    /// </summary>
    public static Defect FailedStartFreesOneBitmapTwice { get; } = Rows.Add(
        "T1-25", "a START that fails frees the bitmap of one mapping again and again, and leaves the others",
        "NoDoubleFree", "UndoExactlyDone", "later");

    /// <summary>
    /// T1-26: GET shifts the log to fit the request, and leaves it so when the bitmap cannot be written.
    /// </summary>
    public static Defect FailedGetLeavesLogShifted { get; } = Rows.Add(
        "T1-26", "GET shifts the log to fit the request, and leaves it so when the bitmap cannot be written",
        "DirtySuperset", "ReceiverValidatesThenCommits", "reading");

    /// <summary>
    /// T1-27: a PIN that waited for a valid vaddr is told that it did not, and goes on with the old mapping.
    /// </summary>
    public static Defect WaitForVaddrIsDenied { get; } = Rows.Add(
        "T1-27", "a PIN that waited for a valid vaddr is told that it did not, and goes on with the old mapping",
        "NoStaleMapping", "GenerationFence", "later");

    /// <summary>T1-28: a PIN waits for a valid vaddr, which nobody need ever give.</summary>
    public static Defect PinWaitsForVaddr { get; } = Rows.Add(
        "T1-28", "a PIN waits for a valid vaddr, which nobody need ever give",
        "Progress", "BoundedRetry", "later");

    /// <summary>T1-29: after exec the uncharge hits the new memory, which was never charged.</summary>
    public static Defect UnchargeHitsNewMemory { get; } = Rows.Add(
        "T1-29", "after exec the uncharge hits the new memory, which was never charged",
        "NoUnderflow", "LeaseCarriesIdentity", "later");

    /// <summary>T1-30: an unmap by a process that did not map answers success and does nothing.</summary>
    public static Defect UnmapOfAStrangerDoesNothing { get; } = Rows.Add(
        "T1-30", "an unmap by a process that did not map answers success and does nothing",
        "UnmapReportsTruth", "ErrorPropagates", "later");

    /// <summary>T1-31: pages fetched for one area are used again for the next, which has no page records.</summary>
    public static Defect PrefetchedPagesAreReused { get; } = Rows.Add(
        "T1-31", "pages fetched for one area are used again for the next, which has no page records",
        "PinBalance", "GenerationFence", "later");

    /// <summary>
    /// T1-32: the count of pages got, 1, is taken for an error: the page stays pinned without a record.
    /// </summary>
    public static Defect PinTakesCountForError { get; } = Rows.Add(
        "T1-32", "the count of pages got, 1, is taken for an error: the page stays pinned without a record",
        "PinBalance", "ErrorPropagates", "later");

    /// <summary>T1-33: the page of zeroes is pinned, counts as reserved, and is never released.</summary>
    public static Defect ZeroPageIsNeverReleased { get; } = Rows.Add(
        "T1-33", "the page of zeroes is pinned, counts as reserved, and is never released",
        "PinBalance", "UndoExactlyDone", "later");

    /// <summary>
    /// T1-34: the lock of the list of listeners is held during callbacks: one that unregisters waits for ever.
    /// </summary>
    public static Defect CallbackHoldsRegistrationLock { get; } = Rows.Add(
        "T1-34", "the lock of the list of listeners is held during callbacks: one that unregisters waits for ever",
        "Progress", "RetractBeforeRelease", "later");

    /// <summary>
    /// T1-35: the callback loop reads the mapping after the lock was dropped: another unmap may have freed it.
    /// </summary>
    public static Defect CallbacksReadFreedMapping { get; } = Rows.Add(
        "T1-35", "the callback loop reads the mapping after the lock was dropped: another unmap may have freed it",
        "NoStaleMapping", "LeaseCarriesIdentity", "reading");

    /// <summary>
    /// T1-36: what an attach undoes is set off against all pins in the range, of reserved pages too.
    /// </summary>
    public static Defect ReservedPinsCountAsChargedInBatches { get; } = Rows.Add(
        "T1-36", "what an attach undoes is set off against all pins in the range, of reserved pages too",
        "LockedVmLaw", "UnitsTyped", "reading");

    /// <summary>
    /// T1-37: an unmap of the first version starts at the root of the tree, not at the lowest address.
    /// </summary>
    public static Defect UnmapStartsAtTheOldestMapping { get; } = Rows.Add(
        "T1-37", "an unmap of the first version starts at the root of the tree, not at the lowest address",
        "Determinism", "ReceiverValidatesThenCommits", "reading");

    /// <summary>T1-38: PIN is allowed when any device listens, not the caller's.</summary>
    public static Defect AnyListenerLetsAllPin { get; } = Rows.Add(
        "T1-38", "PIN is allowed when any device listens, not the caller's",
        "NoMappingRemovedWithPins", "RetractBeforeRelease", "review'21");

    /// <summary>
    /// T1-39: the PIN of a device that is not alone in its group is refused, and keeps a reference to the group.
    /// </summary>
    public static Defect RefusedPinKeepsGroup { get; } = Rows.Add(
        "T1-39", "the PIN of a device that is not alone in its group is refused, and keeps a reference to the group",
        "RefBalance", "UndoExactlyDone", "later");

    /// <summary>T1-40: no pages fetched is taken for success: the loop goes on with a page that nobody set.</summary>
    public static Defect NoPagesAreTakenForSuccess { get; } = Rows.Add(
        "T1-40", "no pages fetched is taken for success: the loop goes on with a page that nobody set",
        "PinBalance", "ErrorPropagates", "later");
}
