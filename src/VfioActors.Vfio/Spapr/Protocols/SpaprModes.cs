namespace VfioActors.Vfio.Spapr.Protocols;

/// <summary>What a call on a sPAPR container says beside its numbers, and who makes it.</summary>
[Flags]
public enum SpaprModes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A map for devices to read.</summary>
    Read = 1,

    /// <summary>A map for devices to write.</summary>
    Write = 2,

    /// <summary>A map for both.</summary>
    ReadWrite = Read | Write,

    /// <summary>A flag is set that there is not.</summary>
    OddFlags = 4,

    /// <summary>The structure is shorter than the call needs: argsz.</summary>
    TooShort = 8,

    /// <summary>The structure cannot be read.</summary>
    Unreadable = 16,

    /// <summary>The caller has CAP_IPC_LOCK.</summary>
    LockCap = 32,

    /// <summary>The caller is a kernel thread, which has no memory of its own.</summary>
    NoMemory = 64,
}
