using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Kernels;

/// <summary>What sPAPR containers were like at five times, as sets of defects and the rules of their kernel.</summary>
/// <remarks>
/// A profile names what the code of its time had, as far as versions are known. TCE-30 (2019), TCE-31 (2020), TCE-34
/// (2019) and TCE-35 (2024) lived and were mended between these times: they are in none of them.
/// </remarks>
public static class SpaprProfiles
{
    // Stands before the rows: they enter it as they are made, the oldest first.
    private static readonly ProfileTable Rows = new();

    /// <summary>All of them, the oldest first.</summary>
    public static IReadOnlyList<Profile> All => Rows.All;

    /// <summary>
    /// The patches as posted (v6, March 2015): one kind of container, which changes its mode by itself.
    /// </summary>
    public static Profile Posted { get; } = Rows.Add("POSTED", "as posted in 2015, v6",
    [
        "TCE-01", "TCE-03", "TCE-04", "TCE-05", "TCE-06", "TCE-07", "TCE-08", "TCE-09", "TCE-10", "TCE-11", "TCE-12",
        "TCE-13", "TCE-14", "TCE-15", "TCE-16", "TCE-17", "TCE-18", "TCE-20", "TCE-22", "TCE-38",
    ]);

    /// <summary>Linux 4.2: the second kind of container, and regions that belong to the process.</summary>
    public static Profile Merged { get; } = Rows.Add("MERGED", "as merged in Linux 4.2",
    [
        "TCE-16", "TCE-23", "TCE-24", "TCE-25", "TCE-28", "TCE-36", "TCE-38", "TCE-39",
    ]);

    /// <summary>Linux 4.10: a container has its own list of regions, and an owner.</summary>
    public static Profile Owned { get; } = Rows.Add("OWNED", "Linux 4.10, containers with owners",
    [
        "TCE-23", "TCE-24", "TCE-26", "TCE-27", "TCE-36", "TCE-38", "TCE-39",
    ]);

    /// <summary>Linux 6.12: as recorded.</summary>
    public static Profile Modern { get; } = Rows.Add("MODERN", "Linux 6.12, as recorded",
    [
        "TCE-23", "TCE-24", "TCE-29", "TCE-32", "TCE-33", "TCE-37", "TCE-38",
    ]);

    /// <summary>The reference: the union of all fixes.</summary>
    public static Profile Fixed { get; } = Rows.Add("FIXED", "the reference: no defect is on", []);

    /// <summary>
    /// The kernel of the profile that a set of defects is nearest to, without its defects: the answers of the older
    /// ones differ and are not wrong.
    /// </summary>
    internal static SpaprKernelModel NearestTo(DefectSet defects)
    {
        var profile = NearestProfile.Of(defects, All);
        return profile == Posted ? SpaprKernelModel.Posted
            : profile == Merged ? SpaprKernelModel.Merged
            : profile == Owned ? SpaprKernelModel.Owned
            : profile == Modern ? SpaprKernelModel.Linux612
            : SpaprKernelModel.Fixed;
    }
}
