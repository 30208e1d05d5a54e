using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Kernels;

/// <summary>What the code was like at three times, as sets of defects and the rules of its kernel.</summary>
/// <remarks>
/// T1-11 was promised and never posted. T1-13 was never changed. T1-33 is as old as the test for reserved pages, by
/// reading. T1-31, 32, 35, 36 and 40 came after Linux 5.8, T1-27 and 28 lived from 5.12 to
/// 6.2: they are in none of these. Nor is T1-22, which the code of all three had: it bites on machines of 32 bits only.
/// </remarks>
public static class Type1Profiles
{
    // Stands before the rows: they enter it as they are made, the oldest first.
    private static readonly ProfileTable Rows = new();

    /// <summary>All of them, the oldest first.</summary>
    public static IReadOnlyList<Profile> All => Rows.All;

    /// <summary>The patches as posted (v12, October 2016) over what Linux 4.9 had.</summary>
    public static Profile Posted { get; } = Rows.Add("POSTED", "as posted in 2016, v12, over Linux 4.9",
    [
        "T1-01", "T1-02", "T1-03", "T1-04", "T1-05", "T1-08", "T1-09", "T1-10", "T1-12", "T1-13", "T1-14", "T1-15",
        "T1-16", "T1-17", "T1-18", "T1-19", "T1-20", "T1-21", "T1-29", "T1-30", "T1-33", "T1-34", "T1-37",
        "T1-38",
    ]);

    /// <summary>Linux 4.10: as merged.</summary>
    public static Profile Merged { get; } = Rows.Add("MERGED", "as merged in Linux 4.10",
    [
        "T1-13", "T1-14", "T1-15", "T1-16", "T1-17", "T1-18", "T1-19", "T1-20", "T1-21", "T1-29", "T1-30",
        "T1-33", "T1-34", "T1-37", "T1-38",
    ]);

    /// <summary>Linux 5.8: the dirty log is new, mappings are limited, charges are made at once.</summary>
    public static Profile Dirty { get; } = Rows.Add("DIRTY", "Linux 5.8, with the dirty log",
    [
        "T1-13", "T1-14", "T1-21", "T1-23", "T1-24", "T1-25", "T1-26", "T1-29", "T1-30", "T1-33", "T1-34",
        "T1-37", "T1-38", "T1-39",
    ]);

    /// <summary>The reference: the union of all fixes.</summary>
    public static Profile Fixed { get; } = Rows.Add("FIXED", "the reference: no defect is on", []);

    /// <summary>
    /// The kernel of the profile that a set of defects is nearest to, without its defects: the answers of the older
    /// ones differ and are not wrong.
    /// </summary>
    internal static KernelModel NearestTo(DefectSet defects)
    {
        var profile = NearestProfile.Of(defects, All);
        return profile == Fixed ? KernelModel.Fixed : KernelModel.Fixed with
        {
            Wrapped = Errno.EINVAL,
            FindsByTree = profile == Dirty,
            TellsOldestFirst = true,
            PinsNeedRecords = false,
            UnmapsAll = false,
            ReadPinsUnshare = false,
            BadContainer = Errno.EINVAL,
            PinsNeedOpenDevice = false,
        };
    }
}
