using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Defects;

/// <summary>
/// The bugs that pre-registered memory of sPAPR had from its posting in 2015 to today, one switch each.
/// </summary>
public static class SpaprDefects
{
    /// <summary>The name of the subsystem.</summary>
    public const string Subsystem = "spapr";

    // Stands before the rows: they enter it as they are made, from the first to the last.
    private static readonly DefectTable Rows = new(Subsystem);

    /// <summary>All of them, in the order of their ids; those without a switch too.</summary>
    public static IReadOnlyList<Defect> All => Rows.All;

    /// <summary>TCE-01: regions are a container's own: shared memory is charged once a container.</summary>
    public static Defect RegionsAreChargedPerContainer { get; } = Rows.Add(
        "TCE-01", "regions are a container's own: shared memory is charged once a container",
        "ChargeOncePerRange", "SingleWriter", "author");

    /// <summary>TCE-02: only an exact range is unregistered, one registration a call.</summary>
    public static Defect OnlyTheExactRangeIsUnregistered { get; } = Rows.Add(new(
        "TCE-02", "only an exact range is unregistered, one registration a call")
    {
        Source = "code",
        WithoutSwitch = "A contract, kept when it was merged: worked example 4 and the tests of exact ranges hold it.",
    });

    /// <summary>TCE-03: what is uncharged is told in bytes and taken for pages.</summary>
    public static Defect UnchargeTakesBytesForPages { get; } = Rows.Add(
        "TCE-03", "what is uncharged is told in bytes and taken for pages",
        "LockedVmLaw", "UnitsTyped", "code");

    /// <summary>TCE-04: UNREGISTER answers 0, whatever came of it.</summary>
    public static Defect UnregisterDropsItsResult { get; } = Rows.Add(
        "TCE-04", "UNREGISTER answers 0, whatever came of it",
        "ErrnoFaithful", "ErrorPropagates", "code");

    /// <summary>TCE-05: a map uses a region that it found after it has left the read section.</summary>
    public static Defect DescriptorIsUsedAfterTheSection { get; } = Rows.Add(
        "TCE-05", "a map uses a region that it found after it has left the read section",
        "NoUseAfterFree", "LeaseCarriesIdentity", "code");

    /// <summary>TCE-06: a region can be found before its pages are pinned: page 0 is mapped.</summary>
    public static Defect RegionIsListedBeforeItIsPinned { get; } = Rows.Add(
        "TCE-06", "a region can be found before its pages are pinned: page 0 is mapped",
        "PublishedImpliesPinned", "PublishAfterComplete", "code");

    /// <summary>TCE-07: the pages of a region are given back while it can still be found.</summary>
    public static Defect PagesAreReleasedBeforeUnlisting { get; } = Rows.Add(
        "TCE-07", "the pages of a region are given back while it can still be found",
        "PublishedImpliesPinned", "RetractBeforeRelease", "code");

    /// <summary>TCE-08: UNREGISTER gives back pages that the hardware still translates to.</summary>
    public static Defect UnregisterIgnoresLiveEntries { get; } = Rows.Add(
        "TCE-08", "UNREGISTER gives back pages that the hardware still translates to",
        "NoTceToFreePage", "RetractBeforeRelease", "code");

    /// <summary>TCE-09: an unmap asks for the mode of now: a page that the entry pinned is kept for ever.</summary>
    public static Defect UnmapInOtherModeKeepsThePage { get; } = Rows.Add(
        "TCE-09", "an unmap asks for the mode of now: a page that the entry pinned is kept for ever",
        "PinBalance", "ModeLatched", "code");

    /// <summary>TCE-10: an unmap asks for the mode of now: a page that the entry never pinned is released.</summary>
    public static Defect UnmapInOtherModeReleasesThePage { get; } = Rows.Add(
        "TCE-10", "an unmap asks for the mode of now: a page that the entry never pinned is released",
        "PinBalance", "ModeLatched", "code");

    /// <summary>TCE-11: the last UNREGISTER disables the container: the charge of ENABLE is never returned.</summary>
    public static Defect LastUnregisterDisables { get; } = Rows.Add(
        "TCE-11", "the last UNREGISTER disables the container: the charge of ENABLE is never returned",
        "LockedVmLaw", "TokenOnce", "code");

    /// <summary>TCE-12: DISABLE does not forget what it returned: a later one returns it again.</summary>
    public static Defect DisableForgetsNothing { get; } = Rows.Add(
        "TCE-12", "DISABLE does not forget what it returned: a later one returns it again",
        "NoUnderflow", "TokenOnce", "code");

    /// <summary>TCE-13: REGISTER in an enabled container: the window and the memory are both charged.</summary>
    public static Defect WindowAndMemoryAreBothCharged { get; } = Rows.Add(
        "TCE-13", "REGISTER in an enabled container: the window and the memory are both charged",
        "LockedVmLaw", "ModeLatched", "code");

    /// <summary>TCE-14: a region of no bytes is accepted.</summary>
    public static Defect EmptyRegionsAreAccepted { get; } = Rows.Add(
        "TCE-14", "a region of no bytes is accepted",
        "NonEmptyRegion", "ReceiverValidatesThenCommits", "code");

    /// <summary>TCE-15: every cause of a charge that is refused becomes ENOMEM.</summary>
    public static Defect EveryRefusedChargeIsEnomem { get; } = Rows.Add(
        "TCE-15", "every cause of a charge that is refused becomes ENOMEM",
        "ErrnoFaithful", "ErrorPropagates", "code");

    /// <summary>TCE-16: charges and refunds go to whoever calls, not to the owner of the memory.</summary>
    public static Defect CallerIsChargedNotTheOwner { get; } = Rows.Add(
        "TCE-16", "charges and refunds go to whoever calls, not to the owner of the memory",
        "LockedVmLaw", "LeaseCarriesIdentity", "code");

    /// <summary>TCE-17: a release by a thread without memory of its own returns no charge.</summary>
    public static Defect ReleaseWithoutMemoryUnchargesNothing { get; } = Rows.Add(
        "TCE-17", "a release by a thread without memory of its own returns no charge",
        "LockedVmLaw", "SingleWriter", "code");

    /// <summary>TCE-18: an unmap marks a page dirty that may have been released meanwhile.</summary>
    public static Defect DirtyMarkComesAfterTheRelease { get; } = Rows.Add(
        "TCE-18", "an unmap marks a page dirty that may have been released meanwhile",
        "NoUseAfterFree", "RetractBeforeRelease", "code");

    /// <summary>TCE-19: an IOMMU page over two adjacent regions is refused.</summary>
    public static Defect RangeOverTwoRegionsIsRefused { get; } = Rows.Add(new(
        "TCE-19", "an IOMMU page over two adjacent regions is refused")
    {
        Source = "code",
        WithoutSwitch = "A contract: the tests of leases hold it.",
    });

    /// <summary>TCE-20: of a large IOMMU page only the first page is looked up.</summary>
    public static Defect OnlyTheFirstPageIsLookedUp { get; } = Rows.Add(
        "TCE-20", "of a large IOMMU page only the first page is looked up",
        "EntryInsideRegion", "UnitsTyped", "code");

    /// <summary>TCE-21: a region is always pinned for writing: read-only memory is refused.</summary>
    public static Defect RegionsArePinnedForWriting { get; } = Rows.Add(new(
        "TCE-21", "a region is always pinned for writing: read-only memory is refused")
    {
        Source = "code",
        WithoutSwitch = "A contract, kept when it was merged: the recordings of a real kernel hold it.",
    });

    /// <summary>TCE-22: REGISTER enables a container that has no group.</summary>
    public static Defect RegisterEnablesWithoutGroup { get; } = Rows.Add(
        "TCE-22", "REGISTER enables a container that has no group",
        "EnableNeedsGroup", "ReceiverValidatesThenCommits", "code");

    /// <summary>TCE-23: a map that meets a closing region stops and answers 0.</summary>
    public static Defect MapStopsSilentlyAtClosingRegions { get; } = Rows.Add(
        "TCE-23", "a map that meets a closing region stops and answers 0",
        "MapAllOrNothing", "ErrorPropagates", "reading");

    /// <summary>TCE-24: an exchange that failed un-counts the region of the old entry, not that of the new.</summary>
    public static Defect FailedExchangeUncountsTheOldRegion { get; } = Rows.Add(
        "TCE-24", "an exchange that failed un-counts the region of the old entry, not that of the new",
        "MappedCountExact", "UndoExactlyDone", "reading");

    /// <summary>TCE-25: regions belong to the process: a closed container leaves them pinned.</summary>
    public static Defect RegionsOutliveTheirContainers { get; } = Rows.Add(
        "TCE-25", "regions belong to the process: a closed container leaves them pinned",
        "PinBalance", "TokenOnce", "later");

    /// <summary>TCE-26: a release goes round for ever when a region cannot be dropped.</summary>
    public static Defect ReleaseLoopsOverBusyRegions { get; } = Rows.Add(
        "TCE-26", "a release goes round for ever when a region cannot be dropped",
        "Progress", "BoundedRetry", "later");

    /// <summary>TCE-27: memory for the record of a registration is taken for granted.</summary>
    public static Defect RecordIsNotChecked { get; } = Rows.Add(
        "TCE-27", "memory for the record of a registration is taken for granted",
        "ErrnoFaithful", "ErrorPropagates", "later");

    /// <summary>TCE-28: a region is found without a reference: the last put of another frees it.</summary>
    public static Defect RegionIsFoundWithoutReference { get; } = Rows.Add(
        "TCE-28", "a region is found without a reference: the last put of another frees it",
        "NoUseAfterFree", "LeaseCarriesIdentity", "later");

    /// <summary>TCE-29: UNREGISTER of a mapped region answers 0, forgets it and leaks a use.</summary>
    public static Defect UnregisterForgetsMappedRegions { get; } = Rows.Add(
        "TCE-29", "UNREGISTER of a mapped region answers 0, forgets it and leaks a use",
        "UnregisterRefusedWhileMapped", "ErrorPropagates", "reading");

    /// <summary>TCE-30: the locks of the registry and of the memory are taken in both orders.</summary>
    public static Defect LocksAreTakenInBothOrders { get; } = Rows.Add(
        "TCE-30", "the locks of the registry and of the memory are taken in both orders",
        "Progress", "SingleWriter", "later");

    /// <summary>TCE-31: a late overlap gives addresses back as if they were pages.</summary>
    public static Defect CleanupReleasesAddresses { get; } = Rows.Add(
        "TCE-31", "a late overlap gives addresses back as if they were pages",
        "NoDoubleFree", "UndoExactlyDone", "later");

    /// <summary>TCE-32: REGISTER of a range that is partly there answers how many pages were.</summary>
    public static Defect PartialPinIsTheAnswer { get; } = Rows.Add(
        "TCE-32", "REGISTER of a range that is partly there answers how many pages were",
        "ErrnoFaithful", "ErrorPropagates", "reading");

    /// <summary>TCE-33: a map of device memory never leaves its read section.</summary>
    public static Defect ReadSectionIsNeverLeft { get; } = Rows.Add(
        "TCE-33", "a map of device memory never leaves its read section",
        "Progress", "UndoExactlyDone", "reading");

    /// <summary>TCE-34: a group that does not fit is freed and stays listed.</summary>
    public static Defect FreedGroupStaysListed { get; } = Rows.Add(
        "TCE-34", "a group that does not fit is freed and stays listed",
        "NoDoubleFree", "UndoExactlyDone", "later");

    /// <summary>TCE-35: a window is taken away before its entries are cleared.</summary>
    public static Defect EntriesAreClearedAfterTheWindow { get; } = Rows.Add(
        "TCE-35", "a window is taken away before its entries are cleared",
        "MappedCountExact", "RetractBeforeRelease", "later");

    /// <summary>TCE-36: a hypercall maps an IOMMU page that is larger than the pinned page.</summary>
    public static Defect HypercallIgnoresThePageSize { get; } = Rows.Add(
        "TCE-36", "a hypercall maps an IOMMU page that is larger than the pinned page",
        "EntryInsideRegion", "UnitsTyped", "later");

    /// <summary>TCE-37: a refused parameter comes out as +1, and an unmap's count is not looked at.</summary>
    public static Defect RefusedParameterIsOne { get; } = Rows.Add(
        "TCE-37", "a refused parameter comes out as +1, and an unmap's count is not looked at",
        "ErrnoFaithful", "ErrorPropagates", "reading");

    /// <summary>TCE-38: a map checks its first entry only against the table.</summary>
    public static Defect OnlyTheFirstEntryIsChecked { get; } = Rows.Add(
        "TCE-38", "a map checks its first entry only against the table",
        "EntryInsideTable", "ReceiverValidatesThenCommits", "reading");

    /// <summary>TCE-39: an attach uses a table after it has dropped its reference.</summary>
    public static Defect TableOutlivesItsReference { get; } = Rows.Add(
        "TCE-39", "an attach uses a table after it has dropped its reference",
        "NoUseAfterFree", "LeaseCarriesIdentity", "later");
}
