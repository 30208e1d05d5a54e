using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Kernels;

/// <summary>What the code was like at three times, as sets of defects.</summary>
/// <remarks>
/// AUX-28 is in neither: the allocator's users of Linux 5.2 and of 5.11 to 5.17 asked for ranges that were too short or
/// exact, not too long. AUX-25 replaces what AUX-08 and AUX-11 were before devices had counts of users.
/// </remarks>
public static class AuxDomainProfiles
{
    // Stands before the rows: they enter it as they are made, the oldest first.
    private static readonly ProfileTable Rows = new();

    /// <summary>All of them, the oldest first.</summary>
    public static IReadOnlyList<Profile> All => Rows.All;

    /// <summary>The patch as posted (v5 4/8, January 2019), which is Linux 5.2 line for line.</summary>
    public static Profile Posted { get; } = Rows.Add("POSTED", "as posted in 2019, which is Linux 5.2",
    [
        "AUX-01", "AUX-03", "AUX-04", "AUX-05", "AUX-06", "AUX-07", "AUX-08", "AUX-09", "AUX-10", "AUX-11", "AUX-12",
        "AUX-13", "AUX-14", "AUX-15", "AUX-16", "AUX-17", "AUX-18", "AUX-19", "AUX-20", "AUX-21", "AUX-22", "AUX-26",
        "AUX-27", "AUX-29",
    ]);

    /// <summary>
    /// Linux 5.11 to 5.17: each device counts its users. As of 5.11, before the fixes of AUX-23, 26 and 27.
    /// </summary>
    public static Profile Users { get; } = Rows.Add("USERS", "Linux 5.11 to 5.17, with counts of users for each device",
    [
        "AUX-01", "AUX-03", "AUX-04", "AUX-05", "AUX-06", "AUX-10", "AUX-12", "AUX-13", "AUX-14", "AUX-15", "AUX-16",
        "AUX-17", "AUX-18", "AUX-19", "AUX-20", "AUX-21", "AUX-23", "AUX-24", "AUX-25", "AUX-26", "AUX-27", "AUX-29",
    ]);

    /// <summary>The reference: what the invariants ask for. No version of Linux was like it.</summary>
    public static Profile Fixed { get; } = Rows.Add("FIXED", "the reference: no defect is on", []);
}
