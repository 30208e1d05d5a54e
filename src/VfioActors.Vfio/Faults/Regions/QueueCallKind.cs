namespace VfioActors.Vfio.Faults.Regions;

/// <summary>What a user asks of a device's file that may have to wait.</summary>
public enum QueueCallKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Open it.</summary>
    Open,

    /// <summary>Close it.</summary>
    Close,

    /// <summary>Choose a version.</summary>
    Negotiate,

    /// <summary>The device goes away.</summary>
    Remove,
}
