namespace VfioActors.Vfio.GuestMemories;

/// <summary>What is said of pages that are given back.</summary>
[Flags]
public enum HoldMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>They may have been written: SetPageDirty.</summary>
    Dirty = 1,

    /// <summary>An answer is wanted when they are.</summary>
    Answer = 2,
}
