namespace VfioActors.Vfio.GuestMemories;

/// <summary>What is to be done with pages that are brought in.</summary>
[Flags]
internal enum FaultAccess
{
    /// <summary>Read them.</summary>
    Read = 0,

    /// <summary>Write them.</summary>
    Write = 1,

    /// <summary>Pin them for a long time.</summary>
    Pin = 2,
}
