using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Kernels;

/// <summary>What CPU access by IOVA was like at five times, as sets of defects.</summary>
/// <remarks>
/// DRW-20 lived in the third posting alone, DRW-21 from Linux 5.12 to 6.2, DRW-03 in a question only; DRW-27 and 28
/// arise when a lock is split into messages: they are in none of these.
/// </remarks>
public static class DmaRwProfiles
{
    // Stands before the rows: they enter it as they are made, the oldest first.
    private static readonly ProfileTable Rows = new();

    /// <summary>All of them, the oldest first.</summary>
    public static IReadOnlyList<Profile> All => Rows.All;

    /// <summary>The patches as posted (v2, January 2020).</summary>
    public static Profile Posted { get; } = Rows.Add("POSTED", "as posted in 2020, v2",
    [
        "DRW-01", "DRW-04", "DRW-06", "DRW-07", "DRW-08", "DRW-09", "DRW-10", "DRW-12", "DRW-13", "DRW-14", "DRW-15",
        "DRW-16", "DRW-17", "DRW-22", "DRW-23", "DRW-26",
    ]);

    /// <summary>Linux 5.7: as merged.</summary>
    public static Profile Merged { get; } = Rows.Add("MERGED", "as merged in Linux 5.7",
    [
        "DRW-07", "DRW-10", "DRW-11", "DRW-12", "DRW-13", "DRW-14", "DRW-15", "DRW-16", "DRW-17", "DRW-18", "DRW-22",
        "DRW-23", "DRW-26",
    ]);

    /// <summary>Linux 5.8: writes enter the dirty log.</summary>
    public static Profile Dirty { get; } = Rows.Add("DIRTY", "Linux 5.8, with the dirty log",
    [
        "DRW-10", "DRW-12", "DRW-13", "DRW-14", "DRW-15", "DRW-16", "DRW-17", "DRW-18", "DRW-19", "DRW-22", "DRW-23",
        "DRW-26",
    ]);

    /// <summary>Linux 6.3 and later: the device is named, its opening keeps the container.</summary>
    public static Profile Modern { get; } = Rows.Add("MODERN", "Linux 6.3 and later, on type1",
    [
        "DRW-10", "DRW-12", "DRW-13", "DRW-15", "DRW-16", "DRW-17", "DRW-18", "DRW-23", "DRW-26",
    ]);

    /// <summary>Linux 6.2 and later with the other backend.</summary>
    public static Profile Iommufd { get; } = Rows.Add("IOMMUFD", "Linux 6.2 and later, on IOMMUFD",
    [
        "DRW-12", "DRW-15", "DRW-17", "DRW-24", "DRW-25", "DRW-26",
    ]);

    /// <summary>The reference: what the invariants ask for. No version of Linux was like it.</summary>
    public static Profile Fixed { get; } = Rows.Add("FIXED", "the reference: no defect is on", []);
}
