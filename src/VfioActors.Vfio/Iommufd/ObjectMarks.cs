namespace VfioActors.Vfio.Iommufd;

/// <summary>What else is known of an object.</summary>
[Flags]
public enum ObjectMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A file is open that leads to it, and holds a count.</summary>
    HasFile = 1,

    /// <summary>A driver has it bound, and holds a count: only the driver ends it.</summary>
    IsBound = 2,

    /// <summary>The driver is about to end it.</summary>
    IsEnding = 4,

    /// <summary>It is complete: the driver of the IOMMU has taken it.</summary>
    IsComplete = 8,

    /// <summary>Page tables of guests may lie over it.</summary>
    IsNestParent = 16,
}
