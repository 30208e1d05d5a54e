namespace VfioActors.Vfio.Protocols;

/// <summary>The flags of an unmap request, and what else is known of its argument.</summary>
[Flags]
public enum UnmapModes
{
    /// <summary>A plain unmap.</summary>
    None = 0,

    /// <summary>The pages' dirty bits are wanted.</summary>
    Dirty = 1,

    /// <summary>Everything is unmapped; start and size are 0.</summary>
    All = 2,

    /// <summary>Only the vaddr is given up; the mappings stay.</summary>
    Vaddr = 4,

    /// <summary>The page size of the bitmap is not the container's.</summary>
    OddPageSize = 8,

    /// <summary>The bitmap's address cannot be written.</summary>
    BadBitmap = 16,

    /// <summary>A flag that no kernel knows.</summary>
    Unknown = 32,
}
