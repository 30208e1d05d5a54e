using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Kernels;

/// <summary>
/// How the kernel of one actor of a POWER machine behaves: the one place that is asked, once, when the actor is made.
/// Where kernels differ without being wrong it has a rule, named for its cause; what history had as bugs is a defect.
/// </summary>
public sealed record SpaprKernelModel
{
    /// <summary>The answer to a region that overlaps another: EBUSY as posted.</summary>
    public Errno Overlap { get; init; } = Errno.EINVAL;

    /// <summary>The answer to a region of no bytes: ENOMEM where the empty array could not be had.</summary>
    public Errno Empty { get; init; } = Errno.EINVAL;

    /// <summary>The answer to a map of memory outside of all regions: EFAULT as posted.</summary>
    public Errno Outside { get; init; } = Errno.EINVAL;

    /// <summary>The answer to an IOMMU page larger than the region's pages: EPERM before 2018.</summary>
    public Errno TooLarge { get; init; } = Errno.EINVAL;

    /// <summary>
    /// Whether a container knows which regions it registered, refuses to do so twice, and drops none that is not its
    /// own (since Linux 4.10).
    /// </summary>
    public bool HasOwnList { get; init; } = true;

    /// <summary>Whether the first process that registers, enables or makes a window owns the container.</summary>
    public bool HasOwner { get; init; } = true;

    /// <summary>Whether ending a registration is refused with EPERM while nobody owns the container.</summary>
    public bool RefusesUnowned { get; init; }

    /// <summary>Whether there is one kind of container, which changes its mode by itself (as posted).</summary>
    public bool HasOneKind { get; init; }

    /// <summary>Whether pages are charged and pinned before the overlap is looked for (since Linux 5.2).</summary>
    public bool PinsFirst { get; init; }

    /// <summary>
    /// Whether the charge of a table stays when the table cannot be made after all: a flaw that was recorded.
    /// </summary>
    public bool FailedTablesStayCharged { get; init; }

    /// <summary>
    /// Whether a window has all the entries of the pages that its table is made of, also those behind the size that was
    /// asked for. By the reference it is as large as it was asked to be.
    /// </summary>
    public bool TablesFillPages { get; init; }

    /// <summary>
    /// Whether a region that cannot be dropped when a container is released stays registered by nobody, with a warning.
    /// By the reference it lives until its last entry is cleared.
    /// </summary>
    public bool BusyRegionsStay { get; init; }

    /// <summary>
    /// Whether a group that leaves while others stay has all entries of the container cleared (since 2024): a flaw that
    /// was recorded. By the reference it leaves, and nothing else changes.
    /// </summary>
    public bool LeavingGroupsClearEntries { get; init; }

    /// <summary>Whether a container of the first kind takes one group only, whatever the machine can do.</summary>
    public bool FirstKindTakesOneGroup { get; init; } = true;

    /// <summary>Whether the kernel warns of arrays without entries.</summary>
    public bool Warns { get; init; }

    /// <summary>The bugs of history that it has.</summary>
    public DefectSet Defects { get; private init; } = DefectSet.None;

    /// <summary>
    /// The kernel that a set of defects describes: by the rules of the profile that the set is nearest to. So a profile
    /// without one of its defects, or with one more, is the same kernel but for that.
    /// </summary>
    public static SpaprKernelModel Of(DefectSet defects) =>
        SpaprProfiles.NearestTo(defects) with { Defects = defects };

    /// <summary>Whether it has a bug. Ask once, when a behaviour is made: it is a search.</summary>
    public bool Has(Defect defect) => Defects.Has(defect);

    /// <summary>The reference.</summary>
    public static SpaprKernelModel Fixed { get; } = new();

    /// <summary>The patches as posted (v6 08/29, March 2015).</summary>
    public static SpaprKernelModel Posted { get; } = new()
    {
        Overlap = Errno.EBUSY,
        Outside = Errno.EFAULT,
        TooLarge = Errno.EPERM,
        HasOwner = false,
        HasOneKind = true,
    };

    /// <summary>Linux 4.2.</summary>
    public static SpaprKernelModel Merged { get; } = new()
    {
        Empty = Errno.ENOMEM,
        TooLarge = Errno.EPERM,
        HasOwnList = false,
        HasOwner = false,
        BusyRegionsStay = true,
    };

    /// <summary>Linux 4.10.</summary>
    public static SpaprKernelModel Owned { get; } = new()
    {
        RefusesUnowned = true,
        Empty = Errno.ENOMEM,
        TooLarge = Errno.EPERM,
        BusyRegionsStay = true,
    };

    /// <summary>Linux 6.12 as recorded.</summary>
    public static SpaprKernelModel Linux612 { get; } = new()
    {
        RefusesUnowned = true,
        Empty = Errno.ENOMEM,
        PinsFirst = true,
        FailedTablesStayCharged = true,
        TablesFillPages = true,
        BusyRegionsStay = true,
        LeavingGroupsClearEntries = true,
        FirstKindTakesOneGroup = false,
        Warns = true,
    };
}
