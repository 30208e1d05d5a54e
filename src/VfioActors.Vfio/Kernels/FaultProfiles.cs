using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Kernels;

/// <summary>What reporting faults to a user was like at eight times, as sets of defects.</summary>
/// <remarks>
/// The region was never merged: v8 was posted in 2019, v9 to v13 from 2019 to 2021. FLT-35 and FLT-36 were fixed in
/// Linux 6.14 and are in none of these. What a switch cannot say is in FaultQueueOptions.Of: how many regions, the size
/// of a record, and that v9 and v10 took no page requests.
/// </remarks>
public static class FaultProfiles
{
    // Stands before the rows: they enter it as they are made, the oldest first.
    private static readonly ProfileTable Rows = new();

    /// <summary>All of them, the oldest first.</summary>
    public static IReadOnlyList<Profile> All => Rows.All;

    /// <summary>The region as posted (v8, May 2019): two regions, and a version that the user chooses.</summary>
    public static Profile Posted { get; } = Rows.Add("POSTED", "as posted in 2019, v8",
    [
        "FLT-05", "FLT-07", "FLT-08", "FLT-09", "FLT-10", "FLT-11", "FLT-12", "FLT-13", "FLT-14", "FLT-15", "FLT-16",
        "FLT-17", "FLT-18", "FLT-19", "FLT-20", "FLT-21", "FLT-22", "FLT-23", "FLT-24", "FLT-25", "FLT-26", "FLT-27",
        "FLT-28",
    ]);

    /// <summary>One region, 512 records of 64 bytes (v9).</summary>
    public static Profile Single9 { get; } = Rows.Add("SINGLE9", "one region, v9",
    [
        "FLT-07", "FLT-14", "FLT-16", "FLT-17", "FLT-20", "FLT-21", "FLT-22", "FLT-24", "FLT-25", "FLT-26", "FLT-27",
        "FLT-29",
    ]);

    /// <summary>As v9 (v10).</summary>
    public static Profile Single10 { get; } = Rows.Add("SINGLE10", "one region, v10", Single9.Defects);

    /// <summary>Page requests are taken, the slot is chosen under the lock, pages go with the region (v11).</summary>
    public static Profile Single11 { get; } = Rows.Add("SINGLE11", "one region, v11: page requests too",
    [
        "FLT-07", "FLT-14", "FLT-17", "FLT-21", "FLT-22", "FLT-24", "FLT-25", "FLT-26", "FLT-29", "FLT-33", "FLT-34",
    ]);

    /// <summary>A region for responses comes along (v12).</summary>
    public static Profile Single12 { get; } = Rows.Add("SINGLE12", "one region, v12: a response region beside it",
    [
        "FLT-07", "FLT-14", "FLT-17", "FLT-22", "FLT-24", "FLT-25", "FLT-26", "FLT-31", "FLT-32",
    ]);

    /// <summary>The interrupt is found by its type (v13, April 2021): the last of them.</summary>
    public static Profile Single13 { get; } = Rows.Add("SINGLE13", "one region, v13: the last posting",
    [
        "FLT-07", "FLT-14", "FLT-17", "FLT-22", "FLT-24", "FLT-25", "FLT-26", "FLT-30", "FLT-31", "FLT-32",
    ]);

    /// <summary>The queues of iommufd in Linux 6.19.</summary>
    public static Profile Veventq { get; } = Rows.Add("VEVENTQ", "iommufd of Linux 6.19", ["FLT-37", "FLT-38"]);

    /// <summary>The reference: what the invariants ask for. No version of Linux was like it.</summary>
    public static Profile Fixed { get; } = Rows.Add("FIXED", "the reference: no defect is on", []);
}
