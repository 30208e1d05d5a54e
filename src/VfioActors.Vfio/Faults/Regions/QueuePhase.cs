namespace VfioActors.Vfio.Faults.Regions;

/// <summary>How far the opening of a device is.</summary>
public enum QueuePhase
{
    /// <summary>Nobody has it open: it has no pages.</summary>
    Closed,

    /// <summary>It is being opened: memory or the reporter is waited for.</summary>
    Opening,

    /// <summary>It is open.</summary>
    Open,

    /// <summary>It is open, and the reporter is waited for because a version was chosen.</summary>
    Negotiating,

    /// <summary>It is being closed: the reporter is waited for.</summary>
    Closing,
}
