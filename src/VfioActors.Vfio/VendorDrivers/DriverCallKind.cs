namespace VfioActors.Vfio.VendorDrivers;

/// <summary>What a driver asks a container.</summary>
public enum DriverCallKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To pin.</summary>
    Pin,

    /// <summary>To unpin.</summary>
    Unpin,

    /// <summary>To read or write memory with the processor.</summary>
    Access,

    /// <summary>To access memory for its device's work.</summary>
    Job,

    /// <summary>To be told of unmaps.</summary>
    Listen,

    /// <summary>To be told no more.</summary>
    Unlisten,

    /// <summary>To unpin on its own account.</summary>
    Drop,

    /// <summary>To be told no more, from within a callback.</summary>
    Leave,
}
