namespace VfioActors.Races.Programs;

/// <summary>Where a thread stands between the interrupts of its processor.</summary>
internal enum Presence
{
    /// <summary>Interrupts come at any time: it has not begun, waits, or has ended.</summary>
    Away,

    /// <summary>It is between two accesses. No interrupt is under way; none comes before it asks to go on.</summary>
    Here,

    /// <summary>It asks to go on.</summary>
    Asking,

    /// <summary>Its access is under way; no interrupt comes meanwhile.</summary>
    Acting,

    /// <summary>Its access is under way on another processor, beside the interrupt.</summary>
    Abroad,

    /// <summary>It is going away.</summary>
    Leaving,

    /// <summary>It is going away, and waits for what it asked for.</summary>
    LeavingToWait,

    /// <summary>It is away, and waits for what it asked for.</summary>
    Waiting,
}
