namespace VfioActors.Vfio.Groups;

/// <summary>What is asked of a group.</summary>
public enum GroupCallKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Open the file.</summary>
    Open,

    /// <summary>Close it.</summary>
    Close,

    /// <summary>Enter a container.</summary>
    SetContainer,

    /// <summary>Leave it.</summary>
    UnsetContainer,

    /// <summary>Ask for the flags.</summary>
    GetStatus,

    /// <summary>Open the device.</summary>
    OpenDevice,

    /// <summary>Close it.</summary>
    CloseDevice,

    /// <summary>Take a handle.</summary>
    GetHandle,

    /// <summary>Put it.</summary>
    PutHandle,
}
