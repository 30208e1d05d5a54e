namespace VfioActors.Conformance.Operations;

/// <summary>What an unmap does besides.</summary>
[Flags]
public enum UnmapFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Gives the dirty bits of what goes.</summary>
    GetDirty = 1,

    /// <summary>Takes every mapping.</summary>
    All = 2,

    /// <summary>Takes only the address in the caller's memory, not the mapping.</summary>
    Vaddr = 4,
}
