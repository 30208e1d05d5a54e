namespace VfioActors.Runtime.Control.Mishaps;

/// <summary>What can go wrong with actors without anybody saying so.</summary>
internal enum MishapKind
{
    /// <summary>An actor threw: when it was made, with a message, or when it stopped.</summary>
    Failure,

    /// <summary>An actor did not handle a message.</summary>
    Unhandled,

    /// <summary>A message came to nobody.</summary>
    DeadLetter,

    /// <summary>An actor was made anew after it threw; that is nobody's fault, and is only counted.</summary>
    Restart,
}
