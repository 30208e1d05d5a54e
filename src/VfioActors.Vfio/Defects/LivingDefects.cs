using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Defects;

/// <summary>
/// The races of 2023 to 2026 in iommufd, PASID tables, page faults, resets and interrupts, one switch each; all are
/// fixed upstream. The source of each is the fix. LIV-12, 13, 14, 20, 21 and 22 are the six fixes to resets that block
/// a device (c279e83953d9).
/// </summary>
public static class LivingDefects
{
    /// <summary>The name of the subsystem.</summary>
    public const string Subsystem = "living";

    // Stands before the rows: they enter it as they are made, from the first to the last.
    private static readonly DefectTable Rows = new(Subsystem);

    /// <summary>All of them, in the order of their ids.</summary>
    public static IReadOnlyList<Defect> All => Rows.All;

    /// <summary>
    /// LIV-01: a page request is on the fault queue while the core's list still has it: detaching frees it.
    /// </summary>
    public static Defect FaultStaysOnCoreList { get; } = Rows.Add(
        "LIV-01", "a page request is on the fault queue while the core's list still has it: detaching frees it",
        "NoUseAfterFree", "TokenOnce", "fix 738e6f32e61d, CVE-2026-74520");

    /// <summary>
    /// LIV-02: replacing a domain answers the new one's requests: those of the old keep a freed attachment.
    /// </summary>
    public static Defect NewDomainIsAnswered { get; } = Rows.Add(
        "LIV-02", "replacing a domain answers the new one's requests: those of the old keep a freed attachment",
        "NoUseAfterFree", "RetractBeforeRelease", "fix ba5c0f28a26e");

    /// <summary>LIV-03: a vDEVICE can be found before its driver has taken it.</summary>
    public static Defect VdeviceIsVisibleFirst { get; } = Rows.Add(
        "LIV-03", "a vDEVICE can be found before its driver has taken it",
        "CompleteBeforeUse", "PublishAfterComplete", "fix 9be311cfbe61");

    /// <summary>LIV-04: a wrong size is answered with the group's lock held: the next waits for ever.</summary>
    public static Defect SizeErrorKeepsLock { get; } = Rows.Add(
        "LIV-04", "a wrong size is answered with the group's lock held: the next waits for ever",
        "Progress", "TokenOnce", "fix 339bd1159130");

    /// <summary>LIV-05: an aborted queue is freed before its file is released, which drops a count in it.</summary>
    public static Defect FileIsReleasedAfterAbort { get; } = Rows.Add(
        "LIV-05", "an aborted queue is freed before its file is released, which drops a count in it",
        "NoUseAfterFree", "RetractBeforeRelease", "fix 4e034bf045b1, CVE-2025-39966");

    /// <summary>LIV-06: DESTROY raises a count to look, and a driver cannot let its device go.</summary>
    public static Defect DestroyRaisesCount { get; } = Rows.Add(
        "LIV-06", "DESTROY raises a count to look, and a driver cannot let its device go",
        "DriverEndsDevice", "CheckAndReserveAtomic", "fix 99f98a7c0d69, CVE-2023-53795");

    /// <summary>LIV-07: an error path releases a file, which has released itself.</summary>
    public static Defect FileIsReleasedTwice { get; } = Rows.Add(
        "LIV-07", "an error path releases a file, which has released itself",
        "NoDoubleRelease", "TokenOnce", "fix af7f4780514f, CVE-2024-56624");

    /// <summary>
    /// LIV-08: a device leaves the page fault queue before its entry is torn down: a pending request is handled later.
    /// </summary>
    public static Defect QueueIsLeftFirst { get; } = Rows.Add(
        "LIV-08", "a device leaves the page fault queue before its entry is torn down: a pending request comes after",
        "NoUseAfterFree", "RetractBeforeRelease", "fix f0b9d31c6edd, CVE-2025-38594");

    /// <summary>LIV-09: leaving the page fault queue answers pending requests and does not free them.</summary>
    public static Defect PendingGroupsAreKept { get; } = Rows.Add(
        "LIV-09", "leaving the page fault queue answers pending requests and does not free them",
        "EveryGroupFreed", "UndoExactlyDone", "fix 90d5429cd292, CVE-2025-21770");

    /// <summary>LIV-10: a present PASID entry is overwritten part by part while hardware reads it.</summary>
    public static Defect LiveEntryIsOverwritten { get; } = Rows.Add(
        "LIV-10", "a present PASID entry is overwritten part by part while hardware reads it",
        "EntryReadWhole", "RetractBeforeRelease", "fix c3b1edea3791, CVE-2026-45945");

    /// <summary>LIV-11: a PASID entry is zeroed part by part before Present is cleared and flushed.</summary>
    public static Defect EntryIsZeroedFirst { get; } = Rows.Add(
        "LIV-11", "a PASID entry is zeroed part by part before Present is cleared and flushed",
        "EntryReadWhole", "RetractBeforeRelease", "fix 75ed00055c05, CVE-2026-45894");

    /// <summary>
    /// LIV-12: in a reset a detach that cannot fail is refused inside: the freed domain is attached again.
    /// </summary>
    public static Defect TeardownIsRefusedInReset { get; } = Rows.Add(
        "LIV-12", "in a reset a detach that cannot fail is refused inside: the freed domain is attached again",
        "NoUseAfterFree", "ErrorPropagates", "fix 5474e6e17a26, CVE-2026-52952");

    /// <summary>
    /// LIV-13: a PASID of a blocked device is taken down twice: the device in reset is sent an invalidation.
    /// </summary>
    public static Defect BlockedDeviceIsDetachedAgain { get; } = Rows.Add(
        "LIV-13", "a PASID of a blocked device is taken down twice: the device in reset is sent an invalidation",
        "NoInvalidationInReset", "ModeLatched", "fix fc3523b16d2b");

    /// <summary>LIV-14: a reset inside a reset of the same device is refused.</summary>
    public static Defect NestedResetIsRefused { get; } = Rows.Add(
        "LIV-14", "a reset inside a reset of the same device is refused",
        "ResetIsNotRefused", "ModeLatched", "fix 0d5fd7a9323c");

    /// <summary>LIV-15: SET_IRQS looks whether vectors are on without the lock, and uses what another freed.</summary>
    public static Defect MsiIsLookedAtUnlocked { get; } = Rows.Add(
        "LIV-15", "SET_IRQS looks whether vectors are on without the lock, and uses what another freed",
        "NoUseAfterFree", "CheckAndReserveAtomic", "fix 7b436ade16cc, CVE-2026-46036");

    /// <summary>LIV-16: close disables the function while an importer reaches its memory through a dma-buf.</summary>
    public static Defect FunctionIsDisabledFirst { get; } = Rows.Add(
        "LIV-16", "close disables the function while an importer reaches its memory through a dma-buf",
        "NoAccessOfDisabled", "RetractBeforeRelease", "fix 4f1000a30f67, CVE-2026-53322");

    /// <summary>
    /// LIV-17: a config write tests without the lock whether INTx is on, and masks what another freed.
    /// </summary>
    public static Defect IntxIsMaskedUnlocked { get; } = Rows.Add(
        "LIV-17", "a config write tests without the lock whether INTx is on, and masks what another freed",
        "NoUseAfterFree", "CheckAndReserveAtomic", "fix 810cd4bb5345, CVE-2024-26810");

    /// <summary>LIV-18: mmap counts a queue after it was found: destroying it comes between.</summary>
    public static Defect MappingCountsLate { get; } = Rows.Add(
        "LIV-18", "mmap counts a queue after it was found: destroying it comes between",
        "NoUseAfterFree", "LeaseCarriesIdentity", "fix 7a425ec75d2b");

    /// <summary>LIV-19: CHANGE_PROCESS reads the pages of a mapping that has none yet.</summary>
    public static Defect HalfMadeMappingIsRead { get; } = Rows.Add(
        "LIV-19", "CHANGE_PROCESS reads the pages of a mapping that has none yet",
        "NoNullUse", "PublishAfterComplete", "fix stable 84a836ddeae1");

    /// <summary>LIV-20: the end of a reset attaches the group's domain where there is none.</summary>
    public static Defect MissingDomainIsAttached { get; } = Rows.Add(
        "LIV-20", "the end of a reset attaches the group's domain where there is none",
        "NoNullUse", "ReceiverValidatesThenCommits", "fix d769711fcddd");

    /// <summary>LIV-21: one flag says that a device of the group is being reset: a second one is refused.</summary>
    public static Defect ResetIsOfTheGroup { get; } = Rows.Add(
        "LIV-21", "one flag says that a device of the group is being reset: a second one is refused",
        "ResetIsNotRefused", "SingleWriter", "fix b296ca1fb43a");

    /// <summary>
    /// LIV-22: the end of a reset attaches PASIDs on all devices of the group, also one that is blocked.
    /// </summary>
    public static Defect PasidsComeBackEverywhere { get; } = Rows.Add(
        "LIV-22", "the end of a reset attaches PASIDs on all devices of the group, also one that is blocked",
        "BlockedStaysBlocked", "ModeLatched", "fix 1615e8896a8f");
}
