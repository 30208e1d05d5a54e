namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>How far a region has come.</summary>
[Flags]
public enum RegionMarks
{
    /// <summary>It is being made: nobody finds it.</summary>
    None = 0,

    /// <summary>It can be found.</summary>
    Listed = 1,

    /// <summary>All its pages are pinned.</summary>
    Pinned = 2,

    /// <summary>Its last user is gone: no new entries lead into it, and its pages are given back.</summary>
    Closing = 4,

    /// <summary>It is memory of a device: nothing is pinned and nobody is charged.</summary>
    Device = 8,
}
