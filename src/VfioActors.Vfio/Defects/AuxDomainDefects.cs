using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Defects;

/// <summary>
/// The bugs that aux-domains had from their posting in 2019 to their removal in Linux 5.18, one switch each.
/// </summary>
public static class AuxDomainDefects
{
    /// <summary>The name of the subsystem.</summary>
    public const string Subsystem = "aux";

    // Stands before the rows: they enter it as they are made, from the first to the last.
    private static readonly DefectTable Rows = new(Subsystem);

    /// <summary>All of them, in the order of their ids; those without a switch too.</summary>
    public static IReadOnlyList<Defect> All => Rows.All;

    /// <summary>AUX-01: one predicate stands for "capable", "enabled" and "attached".</summary>
    public static Defect EnabledMeansAttached { get; } = Rows.Add(
        "AUX-01", "one predicate stands for \"capable\", \"enabled\" and \"attached\"",
        "ModeMeansAttached", "ModeLatched", "review");

    /// <summary>AUX-02: unlink frees the id, link does not allocate it: two functions own the id.</summary>
    public static Defect PasidHasTwoHands { get; } = Rows.Add(new(
        "AUX-02", "unlink frees the id, link does not allocate it: two functions own the id")
    {
        Violates = "PasidBalance",
        CaughtBy = "TokenOnce",
        Source = "review",
        WithoutSwitch = "Shape of the code: it shows as AUX-06 and AUX-12, where nobody puts the id back to 0.",
    });

    /// <summary>AUX-03: last detach against a new attach: attach keeps an id that is being freed.</summary>
    public static Defect PasidIsReadBeforeTheLock { get; } = Rows.Add(
        "AUX-03", "last detach against a new attach: attach keeps an id that is being freed",
        "NoUseOfFreedPasid", "SingleWriter", "review");

    /// <summary>
    /// AUX-04: the domain's id is written with no lock: last detach forgets it after it dropped the lock.
    /// </summary>
    public static Defect PasidIsResetUnlocked { get; } = Rows.Add(
        "AUX-04", "the domain's id is written with no lock: last detach forgets it after it dropped the lock",
        "NoUseOfFreedPasid", "SingleWriter", "review");

    /// <summary>AUX-05: failed attach frees the id after dropping the lock.</summary>
    public static Defect FailedAttachFreesPasidUnlocked { get; } = Rows.Add(
        "AUX-05", "failed attach frees the id after dropping the lock",
        "NoDoubleFreePasid", "TokenOnce", "review");

    /// <summary>
    /// AUX-06: last detach frees the id and keeps it: the next attach uses it, the next detach frees it again.
    /// </summary>
    public static Defect DetachKeepsFreedPasid { get; } = Rows.Add(
        "AUX-06", "last detach frees the id and keeps it: the next attach uses it, the next detach frees it again",
        "NoUseOfFreedPasid", "TokenOnce", "code");

    /// <summary>
    /// AUX-07: the domain has one list node and joins one list a device: the second attach corrupts the first list.
    /// </summary>
    public static Defect OneListNodeForAllDevices { get; } = Rows.Add(
        "AUX-07", "the domain has one list node and joins one list a device: the second attach corrupts the first list",
        "ListIntegrity", "SingleWriter", "code");

    /// <summary>AUX-08: same device attached twice: the first detach clears the shared entry.</summary>
    public static Defect DetachIgnoresOtherUsersOfDevice { get; } = Rows.Add(
        "AUX-08", "same device attached twice: the first detach clears the shared entry",
        "EntryPresentWhileUsers", "TokenOnce", "code");

    /// <summary>AUX-09: the id is freed before the entry is cleared: somebody else's entry is written there.</summary>
    public static Defect PasidIsFreedBeforeTheEntry { get; } = Rows.Add(
        "AUX-09", "the id is freed before the entry is cleared: somebody else's entry is written there",
        "PasidNeverReusedWhileEntryPresent", "RetractBeforeRelease", "code");

    /// <summary>AUX-10: two first attaches allocate an id each, the second overwrites the first.</summary>
    public static Defect PasidIsAllocatedBeforeTheLock { get; } = Rows.Add(
        "AUX-10", "two first attaches allocate an id each, the second overwrites the first",
        "OnePasidPerDomain", "SingleWriter", "code");

    /// <summary>AUX-11: detach without attach is not refused: counts wrap.</summary>
    public static Defect DetachWithoutAttachIsBelieved { get; } = Rows.Add(
        "AUX-11", "detach without attach is not refused: counts wrap",
        "DetachNeedsAttach", "TokenOnce", "code");

    /// <summary>AUX-12: failed first attach leaves the freed id behind.</summary>
    public static Defect FailedAttachKeepsFreedPasid { get; } = Rows.Add(
        "AUX-12", "failed first attach leaves the freed id behind",
        "NoUseOfFreedPasid", "UndoExactlyDone", "code");

    /// <summary>
    /// AUX-13: only the first device's table bounds the id: it is tried on a device whose table is smaller.
    /// </summary>
    public static Defect PasidRangeOfFirstDevice { get; } = Rows.Add(
        "AUX-13", "only the first device's table bounds the id: it is tried on a device whose table is smaller",
        "PasidFitsAllDevices", "ReceiverValidatesThenCommits", "code");

    /// <summary>AUX-14: the allocator's error is reported as -ENODEV.</summary>
    public static Defect AllocatorErrorIsReplaced { get; } = Rows.Add(
        "AUX-14", "the allocator's error is reported as -ENODEV",
        "ErrnoFaithful", "ErrorPropagates", "code");

    /// <summary>AUX-15: the feature is switched off while attached: the detach then undoes nothing.</summary>
    public static Defect DisableIgnoresAttachedDomains { get; } = Rows.Add(
        "AUX-15", "the feature is switched off while attached: the detach then undoes nothing",
        "NoLeakAfterDetach", "ModeLatched", "code");

    /// <summary>AUX-16: prepare frees top tables that another unit's entry points to.</summary>
    public static Defect TopTableIsFreedInUse { get; } = Rows.Add(
        "AUX-16", "prepare frees top tables that another unit's entry points to",
        "RootAliveWhileEntryPresent", "RetractBeforeRelease", "code");

    /// <summary>AUX-17: a domain is freed while attached: entries point to freed tables.</summary>
    public static Defect AttachedDomainIsFreed { get; } = Rows.Add(
        "AUX-17", "a domain is freed while attached: entries point to freed tables",
        "RootAliveWhileEntryPresent", "RetractBeforeRelease", "code");

    /// <summary>AUX-18: the device is checked before the lock and used after it: removal in between.</summary>
    public static Defect DeviceIsNotLookedAtAgain { get; } = Rows.Add(
        "AUX-18", "the device is checked before the lock and used after it: removal in between",
        "NoUseAfterDeviceGone", "LeaseCarriesIdentity", "code");

    /// <summary>AUX-19: setting an entry silently overwrites one that is present.</summary>
    public static Defect PresentEntryIsOverwritten { get; } = Rows.Add(
        "AUX-19", "setting an entry silently overwrites one that is present",
        "OneOwnerPerEntry", "ReceiverValidatesThenCommits", "code");

    /// <summary>AUX-20: GETPASID answers the id that was given back.</summary>
    public static Defect StalePasidIsReported { get; } = Rows.Add(
        "AUX-20", "GETPASID answers the id that was given back",
        "NoUseOfFreedPasid", "LeaseCarriesIdentity", "code");

    /// <summary>AUX-21: removing a device frees its table without draining its list.</summary>
    public static Defect RemovalIgnoresAttachedDomains { get; } = Rows.Add(
        "AUX-21", "removing a device frees its table without draining its list",
        "NoUseAfterDeviceGone", "RetractBeforeRelease", "code");

    /// <summary>AUX-22: unmap flushes the caches of primary devices only.</summary>
    public static Defect DeviceTlbFlushSkipsAuxDevices { get; } = Rows.Add(
        "AUX-22", "unmap flushes the caches of primary devices only",
        "NoStaleTranslation", "RetractBeforeRelease", "later");

    /// <summary>AUX-23: the memory for the record of a device is not checked.</summary>
    public static Defect RecordAllocationIsUnchecked { get; } = Rows.Add(
        "AUX-23", "the memory for the record of a device is not checked",
        "ErrnoFaithful", "ErrorPropagates", "later");

    /// <summary>AUX-24: detach without attach clears nothing, and gives the id back again.</summary>
    public static Defect UnmatchedDetachPutsPasid { get; } = Rows.Add(
        "AUX-24", "detach without attach clears nothing, and gives the id back again",
        "NoDoubleFreePasid", "TokenOnce", "reading");

    /// <summary>
    /// AUX-25: "nobody left" is tested after the lock is dropped: two detachers both give the id back.
    /// </summary>
    public static Defect NobodyLeftIsTestedUnlocked { get; } = Rows.Add(
        "AUX-25", "\"nobody left\" is tested after the lock is dropped: two detachers both give the id back",
        "NoDoubleFreePasid", "TokenOnce", "reading");

    /// <summary>AUX-26: clearing an absent entry reads domain id 0 and flushes that.</summary>
    public static Defect AbsentEntryIsFlushed { get; } = Rows.Add(
        "AUX-26", "clearing an absent entry reads domain id 0 and flushes that",
        "FlushMatchesEntry", "ReceiverValidatesThenCommits", "later");

    /// <summary>AUX-27: a directory page is filled under the id lock, with the unit's lock held.</summary>
    public static Defect DirectoryIsFilledUnderPasidLock { get; } = Rows.Add(
        "AUX-27", "a directory page is filled under the id lock, with the unit's lock held",
        "Progress", "SingleWriter", "later");

    /// <summary>AUX-28: the excluded end of the range is handed out.</summary>
    public static Defect PasidRangeEndIsHandedOut { get; } = Rows.Add(
        "AUX-28", "the excluded end of the range is handed out",
        "PasidRangeExact", "UnitsTyped", "later");

    /// <summary>AUX-29: a group attach that fails leaves its earlier devices attached.</summary>
    public static Defect GroupAttachIsNotUndone { get; } = Rows.Add(
        "AUX-29", "a group attach that fails leaves its earlier devices attached",
        "AllOrNothing", "UndoExactlyDone", "reading");

    /// <summary>AUX-30: no user was left in the tree: removed in Linux 5.18.</summary>
    public static Defect FeatureWasRemoved { get; } = Rows.Add(new(
        "AUX-30", "no user was left in the tree: removed in Linux 5.18")
    {
        Source = "later",
        WithoutSwitch = "History: there is nothing to run.",
    });
}
