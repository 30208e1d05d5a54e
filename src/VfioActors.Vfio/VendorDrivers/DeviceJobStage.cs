namespace VfioActors.Vfio.VendorDrivers;

/// <summary>What a device's work waits for.</summary>
public enum DeviceJobStage
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>The group to give a handle.</summary>
    TakingHandle,

    /// <summary>The container to answer an access.</summary>
    Accessing,

    /// <summary>The group to take the handle back.</summary>
    PuttingHandle,
}
