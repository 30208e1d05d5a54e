namespace VfioActors.Vfio.GuestMemories;

/// <summary>How pages are pinned.</summary>
[Flags]
public enum PinModes : long
{
    /// <summary>For reading, charging nobody.</summary>
    None = 0,

    /// <summary>
    /// For writing too: memory that may not be written is refused, and a page shared since a fork is copied.
    /// </summary>
    Write = 1,

    /// <summary>Each page that has a counted record is charged to the owner of the mapping.</summary>
    Charge = 2,

    /// <summary>The owner had CAP_IPC_LOCK when it mapped: its limit is not applied.</summary>
    LockCap = 4,

    /// <summary>Only as many pages as the limit lets through are pinned, if at least one is.</summary>
    Fits = 8,

    /// <summary>One page only: huge pages are not made use of.</summary>
    OnePage = 16,

    /// <summary>Only pages that have a record: a driver is given records, not numbers.</summary>
    Records = 32,

    /// <summary>The limit is tested although nothing is charged: only with a defect.</summary>
    Tests = 64,
}
