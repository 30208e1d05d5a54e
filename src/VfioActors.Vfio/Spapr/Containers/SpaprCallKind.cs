namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>What is asked of a sPAPR container.</summary>
public enum SpaprCallKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Lead entries to memory.</summary>
    Map,

    /// <summary>Empty entries.</summary>
    Unmap,

    /// <summary>Register memory.</summary>
    Register,

    /// <summary>End a registration.</summary>
    Unregister,

    /// <summary>Charge the window and allow maps.</summary>
    Enable,

    /// <summary>Uncharge the window.</summary>
    Disable,

    /// <summary>Make a window.</summary>
    CreateWindow,

    /// <summary>Remove a window.</summary>
    RemoveWindow,

    /// <summary>Tell of windows.</summary>
    Describe,

    /// <summary>A call by its number.</summary>
    Raw,

    /// <summary>All files are closed.</summary>
    Release,

    /// <summary>A group enters.</summary>
    AttachGroup,

    /// <summary>A group leaves.</summary>
    DetachGroup,

    /// <summary>The container gets its kind.</summary>
    SetKind,

    /// <summary>Its file is opened.</summary>
    Open,

    /// <summary>Its file is closed.</summary>
    Close,

    /// <summary>Is an extension there?</summary>
    HasExtension,

    /// <summary>A group opens its device.</summary>
    OpenDevice,
}
