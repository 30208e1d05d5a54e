namespace VfioActors.Vfio.Faults.Regions;

/// <summary>What a device's pointer to the pages of its queue is worth.</summary>
public enum PagesPointer
{
    /// <summary>It is null.</summary>
    None,

    /// <summary>It leads to pages.</summary>
    Live,

    /// <summary>It leads to pages that were freed.</summary>
    Dangling,
}
