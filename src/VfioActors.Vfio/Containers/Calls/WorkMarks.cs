namespace VfioActors.Vfio.Containers.Calls;

/// <summary>What is to be remembered of a call in hand.</summary>
[Flags]
public enum WorkMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What was done is being undone.</summary>
    Undoing = 1,

    /// <summary>The mapping that the drivers were told of is still the one that was there then.</summary>
    SameMapping = 2,

    /// <summary>A mapping of the unmap is done: it goes on with the one behind it.</summary>
    Begun = 4,

    /// <summary>All mappings are to go, whoever pinned them.</summary>
    Everything = 8,

    /// <summary>The mappings stay, and lose what the IOMMU had.</summary>
    Reaccounting = 16,
}
