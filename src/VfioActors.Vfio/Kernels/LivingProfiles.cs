using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Kernels;

/// <summary>What iommufd, PASID tables, resets and interrupts were like at four times, as sets of defects.</summary>
public static class LivingProfiles
{
    // Stands before the rows: they enter it as they are made, the oldest first.
    private static readonly ProfileTable Rows = new();

    /// <summary>All of them, the oldest first.</summary>
    public static IReadOnlyList<Profile> All => Rows.All;

    /// <summary>Linux 6.4: iommufd before fault queues.</summary>
    public static Profile Linux64 { get; } = Rows.Add("LINUX6.4", "as in Linux 6.4, 2023",
        ["LIV-06", "LIV-10", "LIV-11", "LIV-17"]);

    /// <summary>Linux 6.12: fault queues are there.</summary>
    public static Profile Linux612 { get; } = Rows.Add("LINUX6.12", "as in Linux 6.12, 2024",
        ["LIV-01", "LIV-05", "LIV-07", "LIV-09", "LIV-10", "LIV-11", "LIV-15"]);

    /// <summary>Linux 7.0: resets block devices.</summary>
    public static Profile Linux70 { get; } = Rows.Add("LINUX7.0", "as in Linux 7.0, 2026",
    [
        "LIV-01", "LIV-02", "LIV-03", "LIV-04", "LIV-12", "LIV-13", "LIV-14", "LIV-15", "LIV-16", "LIV-19", "LIV-20",
        "LIV-21", "LIV-22",
    ]);

    /// <summary>The reference: all fixes are in.</summary>
    public static Profile Fixed { get; } = Rows.Add("FIXED", "the reference: no defect is on", []);
}
