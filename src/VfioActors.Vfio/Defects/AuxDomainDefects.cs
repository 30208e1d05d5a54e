using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Defects;

/// <summary>
/// The bugs that aux-domains had from their posting in 2019 to their removal in Linux 5.18, one switch each.
/// </summary>
public static class AuxDomainDefects
{
    private const string System = "aux";

    /// <summary>AUX-01: one predicate stands for "capable", "enabled" and "attached".</summary>
    public static Defect EnabledMeansAttached { get; } = new(
        "AUX-01",
        "one predicate stands for \"capable\", \"enabled\" and \"attached\"")
    {
        SeedSystem = System,
        Violates = "ModeMeansAttached",
        CaughtBy = "ModeLatched",
        Source = "review",
    };

    /// <summary>AUX-02: unlink frees the id, link does not allocate it: two functions own the id.</summary>
    public static Defect PasidHasTwoHands { get; } = new(
        "AUX-02",
        "unlink frees the id, link does not allocate it: two functions own the id")
    {
        SeedSystem = System,
        Violates = "PasidBalance",
        CaughtBy = "TokenOnce",
        Source = "review",
        WithoutSwitch = "Shape of the code: it shows as AUX-06 and AUX-12, where nobody puts the id back to 0.",
    };

    /// <summary>AUX-03: last detach against a new attach: attach keeps an id that is being freed.</summary>
    public static Defect PasidIsReadBeforeTheLock { get; } = new(
        "AUX-03",
        "last detach against a new attach: attach keeps an id that is being freed")
    {
        SeedSystem = System,
        Violates = "NoUseOfFreedPasid",
        CaughtBy = "SingleWriter",
        Source = "review",
    };

    /// <summary>
    /// AUX-04: the domain's id is written with no lock: last detach forgets it after it dropped the lock.
    /// </summary>
    public static Defect PasidIsResetUnlocked { get; } = new(
        "AUX-04",
        "the domain's id is written with no lock: last detach forgets it after it dropped the lock")
    {
        SeedSystem = System,
        Violates = "NoUseOfFreedPasid",
        CaughtBy = "SingleWriter",
        Source = "review",
    };

    /// <summary>AUX-05: failed attach frees the id after dropping the lock.</summary>
    public static Defect FailedAttachFreesPasidUnlocked { get; } = new(
        "AUX-05",
        "failed attach frees the id after dropping the lock")
    {
        SeedSystem = System,
        Violates = "NoDoubleFreePasid",
        CaughtBy = "TokenOnce",
        Source = "review",
    };

    /// <summary>
    /// AUX-06: last detach frees the id and keeps it: the next attach uses it, the next detach frees it again.
    /// </summary>
    public static Defect DetachKeepsFreedPasid { get; } = new(
        "AUX-06",
        "last detach frees the id and keeps it: the next attach uses it, the next detach frees it again")
    {
        SeedSystem = System,
        Violates = "NoUseOfFreedPasid",
        CaughtBy = "TokenOnce",
        Source = "code",
    };

    /// <summary>
    /// AUX-07: the domain has one list node and joins one list a device: the second attach corrupts the first list.
    /// </summary>
    public static Defect OneListNodeForAllDevices { get; } = new(
        "AUX-07",
        "the domain has one list node and joins one list a device: the second attach corrupts the first list")
    {
        SeedSystem = System,
        Violates = "ListIntegrity",
        CaughtBy = "SingleWriter",
        Source = "code",
    };

    /// <summary>AUX-08: same device attached twice: the first detach clears the shared entry.</summary>
    public static Defect DetachIgnoresOtherUsersOfDevice { get; } = new(
        "AUX-08",
        "same device attached twice: the first detach clears the shared entry")
    {
        SeedSystem = System,
        Violates = "EntryPresentWhileUsers",
        CaughtBy = "TokenOnce",
        Source = "code",
    };

    /// <summary>AUX-09: the id is freed before the entry is cleared: somebody else's entry is written there.</summary>
    public static Defect PasidIsFreedBeforeTheEntry { get; } = new(
        "AUX-09",
        "the id is freed before the entry is cleared: somebody else's entry is written there")
    {
        SeedSystem = System,
        Violates = "PasidNeverReusedWhileEntryPresent",
        CaughtBy = "RetractBeforeRelease",
        Source = "code",
    };

    /// <summary>AUX-10: two first attaches allocate an id each, the second overwrites the first.</summary>
    public static Defect PasidIsAllocatedBeforeTheLock { get; } = new(
        "AUX-10",
        "two first attaches allocate an id each, the second overwrites the first")
    {
        SeedSystem = System,
        Violates = "OnePasidPerDomain",
        CaughtBy = "SingleWriter",
        Source = "code",
    };

    /// <summary>AUX-11: detach without attach is not refused: counts wrap.</summary>
    public static Defect DetachWithoutAttachIsBelieved { get; } = new(
        "AUX-11",
        "detach without attach is not refused: counts wrap")
    {
        SeedSystem = System,
        Violates = "DetachNeedsAttach",
        CaughtBy = "TokenOnce",
        Source = "code",
    };

    /// <summary>AUX-12: failed first attach leaves the freed id behind.</summary>
    public static Defect FailedAttachKeepsFreedPasid { get; } = new(
        "AUX-12",
        "failed first attach leaves the freed id behind")
    {
        SeedSystem = System,
        Violates = "NoUseOfFreedPasid",
        CaughtBy = "UndoExactlyDone",
        Source = "code",
    };

    /// <summary>
    /// AUX-13: only the first device's table bounds the id: it is tried on a device whose table is smaller.
    /// </summary>
    public static Defect PasidRangeOfFirstDevice { get; } = new(
        "AUX-13",
        "only the first device's table bounds the id: it is tried on a device whose table is smaller")
    {
        SeedSystem = System,
        Violates = "PasidFitsAllDevices",
        CaughtBy = "ReceiverValidatesThenCommits",
        Source = "code",
    };

    /// <summary>AUX-14: the allocator's error is reported as -ENODEV.</summary>
    public static Defect AllocatorErrorIsReplaced { get; } = new(
        "AUX-14",
        "the allocator's error is reported as -ENODEV")
    {
        SeedSystem = System,
        Violates = "ErrnoFaithful",
        CaughtBy = "ErrorPropagates",
        Source = "code",
    };

    /// <summary>AUX-15: the feature is switched off while attached: the detach then undoes nothing.</summary>
    public static Defect DisableIgnoresAttachedDomains { get; } = new(
        "AUX-15",
        "the feature is switched off while attached: the detach then undoes nothing")
    {
        SeedSystem = System,
        Violates = "NoLeakAfterDetach",
        CaughtBy = "ModeLatched",
        Source = "code",
    };

    /// <summary>AUX-16: prepare frees top tables that another unit's entry points to.</summary>
    public static Defect TopTableIsFreedInUse { get; } = new(
        "AUX-16",
        "prepare frees top tables that another unit's entry points to")
    {
        SeedSystem = System,
        Violates = "RootAliveWhileEntryPresent",
        CaughtBy = "RetractBeforeRelease",
        Source = "code",
    };

    /// <summary>AUX-17: a domain is freed while attached: entries point to freed tables.</summary>
    public static Defect AttachedDomainIsFreed { get; } = new(
        "AUX-17",
        "a domain is freed while attached: entries point to freed tables")
    {
        SeedSystem = System,
        Violates = "RootAliveWhileEntryPresent",
        CaughtBy = "RetractBeforeRelease",
        Source = "code",
    };

    /// <summary>AUX-18: the device is checked before the lock and used after it: removal in between.</summary>
    public static Defect DeviceIsNotLookedAtAgain { get; } = new(
        "AUX-18",
        "the device is checked before the lock and used after it: removal in between")
    {
        SeedSystem = System,
        Violates = "NoUseAfterDeviceGone",
        CaughtBy = "LeaseCarriesIdentity",
        Source = "code",
    };

    /// <summary>AUX-19: setting an entry silently overwrites one that is present.</summary>
    public static Defect PresentEntryIsOverwritten { get; } = new(
        "AUX-19",
        "setting an entry silently overwrites one that is present")
    {
        SeedSystem = System,
        Violates = "OneOwnerPerEntry",
        CaughtBy = "ReceiverValidatesThenCommits",
        Source = "code",
    };

    /// <summary>AUX-20: GETPASID answers the id that was given back.</summary>
    public static Defect StalePasidIsReported { get; } = new("AUX-20", "GETPASID answers the id that was given back")
    {
        SeedSystem = System,
        Violates = "NoUseOfFreedPasid",
        CaughtBy = "LeaseCarriesIdentity",
        Source = "code",
    };

    /// <summary>AUX-21: removing a device frees its table without draining its list.</summary>
    public static Defect RemovalIgnoresAttachedDomains { get; } = new(
        "AUX-21",
        "removing a device frees its table without draining its list")
    {
        SeedSystem = System,
        Violates = "NoUseAfterDeviceGone",
        CaughtBy = "RetractBeforeRelease",
        Source = "code",
    };

    /// <summary>AUX-22: unmap flushes the caches of primary devices only.</summary>
    public static Defect DeviceTlbFlushSkipsAuxDevices { get; } = new(
        "AUX-22",
        "unmap flushes the caches of primary devices only")
    {
        SeedSystem = System,
        Violates = "NoStaleTranslation",
        CaughtBy = "RetractBeforeRelease",
        Source = "later",
    };

    /// <summary>AUX-23: the memory for the record of a device is not checked.</summary>
    public static Defect RecordAllocationIsUnchecked { get; } = new(
        "AUX-23",
        "the memory for the record of a device is not checked")
    {
        SeedSystem = System,
        Violates = "ErrnoFaithful",
        CaughtBy = "ErrorPropagates",
        Source = "later",
    };

    /// <summary>AUX-24: detach without attach clears nothing, and gives the id back again.</summary>
    public static Defect UnmatchedDetachPutsPasid { get; } = new(
        "AUX-24",
        "detach without attach clears nothing, and gives the id back again")
    {
        SeedSystem = System,
        Violates = "NoDoubleFreePasid",
        CaughtBy = "TokenOnce",
        Source = "reading",
    };

    /// <summary>
    /// AUX-25: "nobody left" is tested after the lock is dropped: two detachers both give the id back.
    /// </summary>
    public static Defect NobodyLeftIsTestedUnlocked { get; } = new(
        "AUX-25",
        "\"nobody left\" is tested after the lock is dropped: two detachers both give the id back")
    {
        SeedSystem = System,
        Violates = "NoDoubleFreePasid",
        CaughtBy = "TokenOnce",
        Source = "reading",
    };

    /// <summary>AUX-26: clearing an absent entry reads domain id 0 and flushes that.</summary>
    public static Defect AbsentEntryIsFlushed { get; } = new(
        "AUX-26",
        "clearing an absent entry reads domain id 0 and flushes that")
    {
        SeedSystem = System,
        Violates = "FlushMatchesEntry",
        CaughtBy = "ReceiverValidatesThenCommits",
        Source = "later",
    };

    /// <summary>AUX-27: a directory page is filled under the id lock, with the unit's lock held.</summary>
    public static Defect DirectoryIsFilledUnderPasidLock { get; } = new(
        "AUX-27",
        "a directory page is filled under the id lock, with the unit's lock held")
    {
        SeedSystem = System,
        Violates = "Progress",
        CaughtBy = "SingleWriter",
        Source = "later",
    };

    /// <summary>AUX-28: the excluded end of the range is handed out.</summary>
    public static Defect PasidRangeEndIsHandedOut { get; } = new(
        "AUX-28",
        "the excluded end of the range is handed out")
    {
        SeedSystem = System,
        Violates = "PasidRangeExact",
        CaughtBy = "UnitsTyped",
        Source = "later",
    };

    /// <summary>AUX-29: a group attach that fails leaves its earlier devices attached.</summary>
    public static Defect GroupAttachIsNotUndone { get; } = new(
        "AUX-29",
        "a group attach that fails leaves its earlier devices attached")
    {
        SeedSystem = System,
        Violates = "AllOrNothing",
        CaughtBy = "UndoExactlyDone",
        Source = "reading",
    };

    /// <summary>AUX-30: no user was left in the tree: removed in Linux 5.18.</summary>
    public static Defect FeatureWasRemoved { get; } = new(
        "AUX-30",
        "no user was left in the tree: removed in Linux 5.18")
    {
        SeedSystem = System,
        Source = "later",
        WithoutSwitch = "History: there is nothing to run.",
    };

    /// <summary>All of them, in the order of their ids; those without a switch too.</summary>
    public static IReadOnlyList<Defect> All { get; } =
    [
        EnabledMeansAttached,
        PasidHasTwoHands,
        PasidIsReadBeforeTheLock,
        PasidIsResetUnlocked,
        FailedAttachFreesPasidUnlocked,
        DetachKeepsFreedPasid,
        OneListNodeForAllDevices,
        DetachIgnoresOtherUsersOfDevice,
        PasidIsFreedBeforeTheEntry,
        PasidIsAllocatedBeforeTheLock,
        DetachWithoutAttachIsBelieved,
        FailedAttachKeepsFreedPasid,
        PasidRangeOfFirstDevice,
        AllocatorErrorIsReplaced,
        DisableIgnoresAttachedDomains,
        TopTableIsFreedInUse,
        AttachedDomainIsFreed,
        DeviceIsNotLookedAtAgain,
        PresentEntryIsOverwritten,
        StalePasidIsReported,
        RemovalIgnoresAttachedDomains,
        DeviceTlbFlushSkipsAuxDevices,
        RecordAllocationIsUnchecked,
        UnmatchedDetachPutsPasid,
        NobodyLeftIsTestedUnlocked,
        AbsentEntryIsFlushed,
        DirectoryIsFilledUnderPasidLock,
        PasidRangeEndIsHandedOut,
        GroupAttachIsNotUndone,
        FeatureWasRemoved,
    ];
}
