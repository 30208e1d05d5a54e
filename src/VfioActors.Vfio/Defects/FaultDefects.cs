using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Defects;

/// <summary>
/// The bugs that reporting faults to a user had, from the posting of the nested fault region in 2019 to iommufd of
/// today, one switch each. FLT-37 and FLT-38 were found by reading Linux 6.19 and fixed upstream in 2026.
/// </summary>
public static class FaultDefects
{
    /// <summary>The name of the subsystem.</summary>
    public const string Subsystem = "fault";

    // Stands before the rows: they enter it as they are made, from the first to the last.
    private static readonly DefectTable Rows = new(Subsystem);

    /// <summary>All of them, in the order of their ids; those without a switch too.</summary>
    public static IReadOnlyList<Defect> All => Rows.All;

    /// <summary>FLT-01: one queue has two regions, one to read and one to write.</summary>
    public static Defect TwoRegions { get; } = Rows.Add(new(
        "FLT-01", "one queue has two regions, one to read and one to write")
    {
        CaughtBy = "SingleWriter",
        Source = "review",
        WithoutSwitch = "Shape of the interface: one region has both kinds of fields since v9, and nothing behaves "
            + "differently.",
    });

    /// <summary>FLT-02: the user chooses among versions of the interface.</summary>
    public static Defect UserChoosesVersion { get; } = Rows.Add(new(
        "FLT-02", "the user chooses among versions of the interface")
    {
        Violates = "NegotiationTotal",
        CaughtBy = "ModeLatched",
        Source = "review",
        WithoutSwitch = "Shape of the interface: what goes wrong when a version is chosen shows as FLT-08, FLT-10, "
            + "FLT-18 and FLT-19.",
    });

    /// <summary>FLT-03: the ring is pushed to the second page though nothing can be mapped yet.</summary>
    public static Defect RingHasItsOwnPage { get; } = Rows.Add(new(
        "FLT-03", "the ring is pushed to the second page though nothing can be mapped yet")
    {
        Source = "review",
        WithoutSwitch = "Shape of the interface: the header says where the ring begins, and a reader follows it.",
    });

    /// <summary>FLT-04: a whole page holds the 8 bytes that the user writes.</summary>
    public static Defect PageForEightBytes { get; } = Rows.Add(new(
        "FLT-04", "a whole page holds the 8 bytes that the user writes")
    {
        Source = "review",
        WithoutSwitch = "Waste, no behaviour: the rest of the page is not reachable.",
    });

    /// <summary>FLT-05: the host's page size says how many records fit: 85 or 1365.</summary>
    public static Defect CapacityIsOfThePage { get; } = Rows.Add(
        "FLT-05", "the host's page size says how many records fit: 85 or 1365",
        "CapacityPortable", "UnitsTyped", "review");

    /// <summary>FLT-06: only unrecoverable faults are taken, and the user cannot say the size.</summary>
    public static Defect OnlyUnrecoverable { get; } = Rows.Add(new(
        "FLT-06", "only unrecoverable faults are taken, and the user cannot say the size")
    {
        Source = "review",
        WithoutSwitch = "Contract: v9 and v10 answer page requests ENOENT: an option of the queue, a worked example.",
    });

    /// <summary>
    /// FLT-07: close ignores that the handler cannot go while page requests wait: it outlives the device.
    /// </summary>
    public static Defect BusyHandlerIsLeftBehind { get; } = Rows.Add(
        "FLT-07", "close ignores that the handler cannot go while page requests wait: it outlives the device",
        "HandlerDiesWithDevice", "GenerationFence", "thread");

    /// <summary>FLT-08: version 0 passes the check and indexes the entry before the table.</summary>
    public static Defect VersionZeroIsTaken { get; } = Rows.Add(
        "FLT-08", "version 0 passes the check and indexes the entry before the table",
        "NegotiationTotal", "ReceiverValidatesThenCommits", "code");

    /// <summary>FLT-09: the write that chooses the version stores any index unchecked.</summary>
    public static Defect FirstIndexIsTaken { get; } = Rows.Add(
        "FLT-09", "the write that chooses the version stores any index unchecked",
        "IndexInRange", "ReceiverValidatesThenCommits", "code");

    /// <summary>FLT-10: the header's version stays 0xFFFFFFFF after one was chosen.</summary>
    public static Defect HeaderHidesVersion { get; } = Rows.Add(
        "FLT-10", "the header's version stays 0xFFFFFFFF after one was chosen",
        "HeaderTruth", "PublishAfterComplete", "code");

    /// <summary>FLT-11: a part of what the user writes can be written alone: an index is torn.</summary>
    public static Defect PartsAreWritten { get; } = Rows.Add(
        "FLT-11", "a part of what the user writes can be written alone: an index is torn",
        "IndexInRange", "ReceiverValidatesThenCommits", "code");

    /// <summary>
    /// FLT-12: the snapshot for undoing is taken before the lock: a refused write undoes another's success.
    /// </summary>
    public static Defect SnapshotIsTakenUnlocked { get; } = Rows.Add(
        "FLT-12", "the snapshot for undoing is taken before the lock: a refused write undoes another's success",
        "LastWriteWins", "SingleWriter", "code");

    /// <summary>
    /// FLT-13: what the user writes is copied over what is in use before it is checked: half of it stays.
    /// </summary>
    public static Defect LiveWordsAreOverwritten { get; } = Rows.Add(
        "FLT-13", "what the user writes is copied over what is in use before it is checked: half of it stays",
        "IndexInRange", "ReceiverValidatesThenCommits", "code");

    /// <summary>FLT-14: the consumer may be set past the producer.</summary>
    public static Defect ConsumerMayPass { get; } = Rows.Add(
        "FLT-14", "the consumer may be set past the producer",
        "ConsNeverPassesProd", "ReceiverValidatesThenCommits", "code");

    /// <summary>
    /// FLT-15: free slots are counted with a mask though there are 85: full is said where there is room.
    /// </summary>
    public static Defect FreeSlotsAreMasked { get; } = Rows.Add(
        "FLT-15", "free slots are counted with a mask though there are 85: full is said where there is room",
        "NoFalseFull", "UnitsTyped", "code");

    /// <summary>FLT-16: the slot is chosen before the lock: two faults take the same.</summary>
    public static Defect SlotIsChosenUnlocked { get; } = Rows.Add(
        "FLT-16", "the slot is chosen before the lock: two faults take the same",
        "RecordNotLost", "SingleWriter", "code");

    /// <summary>FLT-17: a fault that finds the ring full is dropped without any mark.</summary>
    public static Defect LossIsHidden { get; } = Rows.Add(
        "FLT-17", "a fault that finds the ring full is dropped without any mark",
        "LossVisible", "ErrorPropagates", "code");

    /// <summary>FLT-18: the handler is there before a version is chosen: faults until then vanish.</summary>
    public static Defect HandlerIsThereBeforeTheRing { get; } = Rows.Add(
        "FLT-18", "the handler is there before a version is chosen: faults until then vanish",
        "LossVisible", "PublishAfterComplete", "code");

    /// <summary>
    /// FLT-19: the version survives a close and the ring does not: reporting is dead after a reopen.
    /// </summary>
    public static Defect VersionOutlivesTheRing { get; } = Rows.Add(
        "FLT-19", "the version survives a close and the ring does not: reporting is dead after a reopen",
        "NegotiationTotal", "GenerationFence", "code");

    /// <summary>FLT-20: pages are allocated at each open and freed at removal alone.</summary>
    public static Defect PagesAreKeptToRemoval { get; } = Rows.Add(
        "FLT-20", "pages are allocated at each open and freed at removal alone",
        "NoLeakPerOpen", "UndoExactlyDone", "code");

    /// <summary>FLT-21: a failed open frees the pages and keeps the pointer: removal frees them again.</summary>
    public static Defect FailedOpenKeepsPointer { get; } = Rows.Add(
        "FLT-21", "a failed open frees the pages and keeps the pointer: removal frees them again",
        "NoDoubleFree", "UndoExactlyDone", "code");

    /// <summary>FLT-22: the lock is initialised again at each open, whoever holds it.</summary>
    public static Defect LockIsInitialisedAgain { get; } = Rows.Add(
        "FLT-22", "the lock is initialised again at each open, whoever holds it",
        "SingleInit", "GenerationFence", "code");

    /// <summary>
    /// FLT-23: an access in the wrong direction moves 0 bytes instead of failing: callers loop for ever.
    /// </summary>
    public static Defect WrongDirectionIsNoError { get; } = Rows.Add(
        "FLT-23", "an access in the wrong direction moves 0 bytes instead of failing: callers loop for ever",
        "Progress", "ErrorPropagates", "code");

    /// <summary>FLT-24: records from before the trigger was set are never signalled.</summary>
    public static Defect EarlierRecordsAreNotSignalled { get; } = Rows.Add(
        "FLT-24", "records from before the trigger was set are never signalled",
        "NoLostWakeup", "NotifyAfterCommit", "code");

    /// <summary>FLT-25: the read-only ring can be mapped for writing.</summary>
    public static Defect RingIsMappedWritable { get; } = Rows.Add(
        "FLT-25", "the read-only ring can be mapped for writing",
        "RingReadOnly", "SingleWriter", "code");

    /// <summary>FLT-26: each query of a region leaks a block of its chain of capabilities.</summary>
    public static Defect CapabilitiesLeak { get; } = Rows.Add(
        "FLT-26", "each query of a region leaks a block of its chain of capabilities",
        "NoLeakPerCall", "UndoExactlyDone", "code");

    /// <summary>
    /// FLT-27: close disables the device before the handler is gone: the handler runs on a closed device.
    /// </summary>
    public static Defect DeviceIsDisabledFirst { get; } = Rows.Add(
        "FLT-27", "close disables the device before the handler is gone: the handler runs on a closed device",
        "HandlerDiesWithDevice", "RetractBeforeRelease", "code");

    /// <summary>FLT-28: a page request that the handler refuses stays pending.</summary>
    public static Defect RefusedRequestStaysPending { get; } = Rows.Add(
        "FLT-28", "a page request that the handler refuses stays pending",
        "PendingMatchesDelivered", "UndoExactlyDone", "code");

    /// <summary>FLT-29: the number of records is accepted as an index: the user reads past the ring.</summary>
    public static Defect CapacityIsAnIndex { get; } = Rows.Add(
        "FLT-29", "the number of records is accepted as an index: the user reads past the ring",
        "IndexInRange", "ReceiverValidatesThenCommits", "later");

    /// <summary>FLT-30: a record is stored and refused when the device has no interrupt for it.</summary>
    public static Defect StoredIsReportedRefused { get; } = Rows.Add(
        "FLT-30", "a record is stored and refused when the device has no interrupt for it",
        "ReturnMatchesEffect", "ErrorPropagates", "later");

    /// <summary>
    /// FLT-31: the results of responses are ignored, and a response is read again after it was checked.
    /// </summary>
    public static Defect ResponsesAreReadTwice { get; } = Rows.Add(
        "FLT-31", "the results of responses are ignored, and a response is read again after it was checked",
        "ErrnoFaithful", "ReceiverValidatesThenCommits", "later");

    /// <summary>
    /// FLT-32: without memory for the worker the response region is shown though its pages are freed.
    /// </summary>
    public static Defect FailedResponseRingIsShown { get; } = Rows.Add(
        "FLT-32", "without memory for the worker the response region is shown though its pages are freed",
        "NoDoubleFree", "UndoExactlyDone", "later");

    /// <summary>FLT-33: a query for a number is given a variable of one byte.</summary>
    public static Defect QueryOverwrites { get; } = Rows.Add(
        "FLT-33", "a query for a number is given a variable of one byte",
        "UnitsTyped", "UnitsTyped", "later");

    /// <summary>FLT-34: the number of the region type means something else already.</summary>
    public static Defect RegionTypeIsTaken { get; } = Rows.Add(
        "FLT-34", "the number of the region type means something else already",
        "TypeUnique", "", "later");

    /// <summary>
    /// FLT-35: the queue's lock is held while memory is written that the queue itself must provide.
    /// </summary>
    public static Defect LockIsHeldAcrossCopies { get; } = Rows.Add(
        "FLT-35", "the queue's lock is held while memory is written that the queue itself must provide",
        "Progress", "SingleWriter", "later");

    /// <summary>FLT-36: a group whose copy fails is dropped unanswered.</summary>
    /// <remarks>
    /// The specification's second half, that destroying the queue leaves the groups unanswered that were read, has no
    /// switch: here a queue goes away only after it left its devices, and leaving answers them.
    /// </remarks>
    public static Defect FailedCopyDropsGroup { get; } = Rows.Add(
        "FLT-36", "a group whose copy fails is dropped unanswered",
        "EveryRequestAnswered", "UndoExactlyDone", "later");

    /// <summary>
    /// FLT-37: a group whose copy fails is fetched again in the same loop, without end (fixed in 2026).
    /// </summary>
    public static Defect FailedCopyIsRepeated { get; } = Rows.Add(
        "FLT-37", "a group whose copy fails is fetched again in the same loop, without end (fixed in 2026)",
        "Progress", "BoundedRetry", "reading");

    /// <summary>
    /// FLT-38: the header of an event whose copy fails is reported, and the event comes again (fixed in 2026).
    /// </summary>
    public static Defect HalfAnEventIsReported { get; } = Rows.Add(
        "FLT-38", "the header of an event whose copy fails is reported, and the event comes again (fixed in 2026)",
        "RecordOnce", "UndoExactlyDone", "reading");
}
