namespace VfioActors.Vfio.Protocols;

/// <summary>The flags of a map request, and the rights of a mapping or of a pin.</summary>
[Flags]
public enum MapModes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Devices may read.</summary>
    Read = 1,

    /// <summary>Devices may write.</summary>
    Write = 2,

    /// <summary>The mapping is there; its vaddr has changed.</summary>
    Vaddr = 4,

    /// <summary>The caller has CAP_IPC_LOCK: a credential that travels with the call.</summary>
    LockCap = 8,

    /// <summary>A flag that no kernel knows.</summary>
    Unknown = 16,

    /// <summary>Read and write.</summary>
    ReadWrite = Read | Write,
}
