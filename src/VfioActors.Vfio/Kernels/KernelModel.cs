using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Kernels;

/// <summary>
/// How the kernel of one actor behaves: the one place that is asked, once, when the actor is made. A kernel is the
/// reference, <see cref="Fixed"/>, or one that was recorded, with defects on top. Where kernels differ without being
/// wrong it has a rule, named for its cause; what history had as bugs is a defect.
/// </summary>
public sealed record KernelModel
{
    /// <summary>The answer to a range that wraps: EOVERFLOW since Linux 6.18, EINVAL before.</summary>
    public Errno Wrapped { get; init; } = Errno.EOVERFLOW;

    /// <summary>
    /// Mappings are found by walking a tree, with ends that wrap to 0: a mapping of the very last page is never found
    /// and hides what is below it, and of two that an unaligned page touches the one nearer to the root is found
    /// (before Linux 6.18).
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

    /// <summary>The bugs of history that it has: its own, and those that were switched on.</summary>
    public DefectSet Defects { get; private init; } = DefectSet.None;

    /// <summary>The reference.</summary>
    public static KernelModel Fixed { get; } = new();

    /// <summary>Both recorded kernels access memory alike.</summary>
    private static DefectSet RecordedFlaws { get; } =
        new("DRW-12", "DRW-13", "DRW-15", "DRW-16", "DRW-17", "DRW-18", "DRW-23", "DRW-26");

    /// <summary>
    /// The kernel that a set of defects describes: by the rules of the profile that the set is nearest to. So a profile
    /// without one of its defects, or with one more, is the same kernel but for that.
    /// </summary>
    public static KernelModel Of(DefectSet defects) => Type1Profiles.NearestTo(defects).With(defects);

    /// <summary>Whether it has a bug. Ask once, when a behaviour is made: it is a search.</summary>
    public bool Has(Defect defect) => Defects.Has(defect);

    /// <summary>
    /// The same kernel with more bugs. Some of them are rules of the kernels that had them: those change too.
    /// </summary>
    public KernelModel With(DefectSet more)
    {
        DefectSet all = new(Defects.Ids.Concat(more.Ids));
        var unordered = all.Has(Type1Defects.UnmapStartsAtTheOldestMapping);
        return this with
        {
            Defects = all,
            TestsLimitAlways = TestsLimitAlways || all.Has(Type1Defects.PinTestsLimitForChargedPages),
            FindsByTree = FindsByTree || unordered || all.Has(Type1Defects.RangeEndWraps),
            UnmapsInTreeOrder = UnmapsInTreeOrder || unordered,
            ShiftsLogInPlace = ShiftsLogInPlace || all.Has(Type1Defects.FailedGetLeavesLogShifted),
            StopsAtStrangers = StopsAtStrangers || all.Has(Type1Defects.UnmapOfAStrangerDoesNothing),
            AnyListenerServes = AnyListenerServes || all.Has(Type1Defects.AnyListenerLetsAllPin),
            PinsHaveOwners = PinsHaveOwners && !all.Has(Type1Defects.UnpinTakesPinsOfOthers),
        };
    }

    /// <summary>Linux 6.1 as recorded.</summary>
    public static KernelModel Linux61 { get; } = new()
    {
        PinsHaveOwners = false,
        Wrapped = Errno.EINVAL,
        Defects = RecordedFlaws,
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
    public static KernelModel Linux510 { get; } = new()
    {
        PinsHaveOwners = false,
        Wrapped = Errno.EINVAL,
        Defects = RecordedFlaws,
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
