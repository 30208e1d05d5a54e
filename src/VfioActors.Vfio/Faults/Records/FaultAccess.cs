namespace VfioActors.Vfio.Faults.Records;

/// <summary>What the device tried: the perm bits of a fault record.</summary>
[Flags]
public enum FaultAccess : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It read.</summary>
    Read = 1,

    /// <summary>It wrote.</summary>
    Write = 2,

    /// <summary>It fetched instructions.</summary>
    Execute = 4,

    /// <summary>It did so with privilege.</summary>
    Privileged = 8,
}
