namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>How a region is registered or dropped.</summary>
[Flags]
public enum RegionModes
{
    /// <summary>As usual.</summary>
    None = 0,

    /// <summary>The caller has CAP_IPC_LOCK: the limit is not applied.</summary>
    Exempt = 1,

    /// <summary>A container that is released drops it: it cannot be refused.</summary>
    Release = 2,

    /// <summary>Nobody is uncharged: only with a defect.</summary>
    KeepsCharge = 4,
}
