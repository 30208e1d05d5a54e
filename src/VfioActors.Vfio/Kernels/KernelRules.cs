using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Kernels;

/// <summary>
/// Where kernels differ, each difference named for its cause. The reference is <see cref="Fixed"/>; what history had
/// as bugs is a defect, not a rule.
/// </summary>
public sealed record KernelRules
{
    /// <summary>The answer to a range that wraps: EOVERFLOW since Linux 6.18, EINVAL before.</summary>
    public Errno Wrapped { get; init; } = Errno.EOVERFLOW;

    /// <summary>
    /// Mappings are found by walking a tree, with ends that wrap to 0: a mapping of the very last page is never found
    /// and hides what is below it, and of two that an unaligned page touches the one nearer to the root is found
    /// (before
    /// Linux 6.18).
    /// </summary>
    public bool FindsByTree { get; init; }

    /// <summary>An unmap takes mappings in the order in which the tree gives them (before Linux 5.12): T1-37.</summary>
    public bool UnmapsInTreeOrder { get; init; }

    /// <summary>
    /// Pages are pinned through the memory of whoever calls, and the owner of the mapping is charged.
    /// </summary>
    public bool PinsThroughCaller { get; init; }

    /// <summary>Bits of a dirty log that were shifted to fit a request stay shifted.</summary>
    public bool ShiftsLogInPlace { get; init; }

    /// <summary>The pages of a pin that failed half-way stay in the dirty log.</summary>
    public bool FailedPinsStayDirty { get; init; }

    /// <summary>
    /// Drivers are told of an unmap in the order in which their devices were opened; else newest first.
    /// </summary>
    public bool TellsOldestFirst { get; init; }

    /// <summary>A driver is given records of pages: what has none cannot be pinned (Linux 6.0).</summary>
    public bool PinsNeedRecords { get; init; } = true;

    /// <summary>Unmapping everything, and giving up a vaddr, can be asked for (Linux 5.12).</summary>
    public bool UnmapsAll { get; init; } = true;

    /// <summary>
    /// An unpin stops at the first address that is not mapped, and answers the count (before Linux 6.0).
    /// </summary>
    public bool UnpinAnswersCount { get; init; } = true;

    /// <summary>
    /// A pin or unpin by a device that is not open, or an unpin that stops, leaves a warning (Linux 6.0).
    /// </summary>
    public bool Warns { get; init; }

    /// <summary>
    /// A read-only pin gets a page of the process' own when the page is shared since a fork (Linux 5.19).
    /// </summary>
    public bool ReadPinsUnshare { get; init; } = true;

    /// <summary>A process can discard huge pages of the pool, whole ones at a time (Linux 5.18).</summary>
    public bool DiscardsHugePages { get; init; } = true;

    /// <summary>An address that is not aligned is a pin of its own (Linux 6.0).</summary>
    public bool PinsUnaligned { get; init; }

    /// <summary>
    /// The answer to a container's file that is closed or none: EBADF since Linux 6.0, EINVAL before.
    /// </summary>
    public Errno BadContainer { get; init; } = Errno.EBADF;

    /// <summary>A device must be opened before it may pin (Linux 5.19).</summary>
    public bool PinsNeedOpenDevice { get; init; } = true;

    /// <summary>An unmap stops at the first mapping of another process (before Linux 6.1).</summary>
    public bool StopsAtStrangers { get; init; }

    /// <summary>
    /// An external pin tests the limit also when the page is charged already (before Linux 4.12): T1-15.
    /// </summary>
    public bool TestsLimitAlways { get; init; }

    /// <summary>
    /// A driver may pin as soon as the list of drivers that are told of unmaps is not empty, whoever is in it, and its
    /// pins are then told to others only; else it must listen itself (asked of the device since 2023): T1-38.
    /// </summary>
    public bool AnyListenerServes { get; init; }

    /// <summary>
    /// The answer to an IOMMU-backed group in a container of nested tables, which no IOMMU here has: none when it has.
    /// </summary>
    public Errno NoNesting { get; init; } = Errno.EINVAL;

    /// <summary>
    /// Whether a group enters although a mapping lies beyond what its IOMMU translates, and fails at the first page
    /// there: the kernel looks for mappings up to the end of all addresses, and a range that ends there finds nothing.
    /// </summary>
    public bool ChecksEndLate { get; init; }

    /// <summary>
    /// A driver gives back only what it holds; else what any driver holds, as all kernels have it: T1-13.
    /// </summary>
    public bool PinsHaveOwners { get; init; } = true;

    /// <summary>Which defects of CPU access by IOVA this kernel has.</summary>
    public DefectSet Flaws { get; init; } = DefectSet.None;

    /// <summary>The reference.</summary>
    public static KernelRules Fixed { get; } = new();

    /// <summary>Both recorded kernels access memory alike.</summary>
    private static DefectSet RecordedFlaws { get; } =
        new("DRW-12", "DRW-13", "DRW-15", "DRW-16", "DRW-17", "DRW-18", "DRW-23", "DRW-26");

    /// <summary>Whether an access has a flaw, by the kernel or by a switch.</summary>
    internal bool Have(Defect flaw, DefectSet defects) => Flaws.Has(flaw) || defects.Has(flaw);

    /// <summary>Linux 6.1 as recorded.</summary>
    public static KernelRules Linux61 { get; } = new()
    {
        PinsHaveOwners = false,
        Wrapped = Errno.EINVAL,
        Flaws = RecordedFlaws,
        FindsByTree = true,
        ChecksEndLate = true,
        PinsThroughCaller = true,
        ShiftsLogInPlace = true,
        FailedPinsStayDirty = true,
        UnpinAnswersCount = false,
        Warns = true,
        PinsUnaligned = true,
        AnyListenerServes = true,
    };

    /// <summary>Linux 5.10 as recorded.</summary>
    public static KernelRules Linux510 { get; } = new()
    {
        PinsHaveOwners = false,
        Wrapped = Errno.EINVAL,
        Flaws = RecordedFlaws,
        FindsByTree = true,
        ChecksEndLate = true,
        PinsThroughCaller = true,
        ShiftsLogInPlace = true,
        FailedPinsStayDirty = true,
        TellsOldestFirst = true,
        PinsNeedRecords = false,
        UnmapsAll = false,
        UnmapsInTreeOrder = true,
        ReadPinsUnshare = false,
        DiscardsHugePages = false,
        BadContainer = Errno.EINVAL,
        NoNesting = Errno.ENODEV,
        PinsNeedOpenDevice = false,
        AnyListenerServes = true,
        StopsAtStrangers = true,
    };
}
