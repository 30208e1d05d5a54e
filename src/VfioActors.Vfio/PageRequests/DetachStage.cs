namespace VfioActors.Vfio.PageRequests;

/// <summary>What a detachment does, one thing after the other, with nothing locked that faults need.</summary>
public enum DetachStage
{
    /// <summary>Nothing is left to do.</summary>
    End,

    /// <summary>The entry is cleared: the hardware takes no new request.</summary>
    TearDown,

    /// <summary>What is in flight is waited for.</summary>
    Drain,

    /// <summary>The device leaves the core's queue: what is on the core's list is answered and freed.</summary>
    Leave,

    /// <summary>What the fault queue has of the attachment is answered and freed.</summary>
    Answer,

    /// <summary>The attachment itself is freed.</summary>
    Free,

    /// <summary>Another domain takes the place of the one that leaves.</summary>
    Switch,
}
