namespace VfioActors.Vfio.Containers.Calls;

/// <summary>What is asked of a container: one for each call of its protocol that takes the lock.</summary>
public enum RequestKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Map.</summary>
    Map,

    /// <summary>Unmap.</summary>
    Unmap,

    /// <summary>An unmap goes on after the drivers were told.</summary>
    Resume,

    /// <summary>Start the log.</summary>
    StartLog,

    /// <summary>Stop the log.</summary>
    StopLog,

    /// <summary>Read the log.</summary>
    GetLog,

    /// <summary>Open the file.</summary>
    Open,

    /// <summary>Close the file.</summary>
    Close,

    /// <summary>Set the kind.</summary>
    SetKind,

    /// <summary>Ask for an extension.</summary>
    HasExtension,

    /// <summary>Describe.</summary>
    Describe,

    /// <summary>A call with a bad argument.</summary>
    BadCall,

    /// <summary>A group enters.</summary>
    AttachGroup,

    /// <summary>A group leaves.</summary>
    DetachGroup,

    /// <summary>A group opens its device.</summary>
    OpenDevice,

    /// <summary>A driver listens.</summary>
    Listen,

    /// <summary>A driver listens no more.</summary>
    Unlisten,

    /// <summary>A driver pins.</summary>
    Pin,

    /// <summary>A driver unpins.</summary>
    Unpin,

    /// <summary>A driver reads or writes memory with the processor.</summary>
    Access,

    /// <summary>One more run of a driver's list.</summary>
    PinListEntry,

    /// <summary>An access goes on with its next chunk.</summary>
    AccessOn,

    /// <summary>A driver was told.</summary>
    Told,
}
