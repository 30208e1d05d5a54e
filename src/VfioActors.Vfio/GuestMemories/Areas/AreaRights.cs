namespace VfioActors.Vfio.GuestMemories.Areas;

/// <summary>What a process may do with a range of its addresses.</summary>
[Flags]
public enum AreaRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read.</summary>
    Read = 1,

    /// <summary>Write.</summary>
    Write = 2,

    /// <summary>Both.</summary>
    ReadWrite = Read | Write,
}
