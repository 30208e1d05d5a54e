namespace VfioActors.Exploration.Programs;

/// <summary>What an actor of a generated program does.</summary>
internal enum ActKind
{
    /// <summary>Tells another a word.</summary>
    Tell,

    /// <summary>Tells another something that leaves its state alone.</summary>
    Glance,

    /// <summary>Adds to a cell of another.</summary>
    Add,

    /// <summary>Sets a cell of another.</summary>
    Set,

    /// <summary>Sets a timer.</summary>
    Time,

    /// <summary>Sends itself, when some time has passed, something that leaves its state alone.</summary>
    TimeGlance,

    /// <summary>Adds to a cell of its own when some time has passed.</summary>
    TimeAdd,

    /// <summary>Asks the host for a choice.</summary>
    Ask,

    /// <summary>Asks another for its lock; what the rule of the label says is done while it is held.</summary>
    Lock,

    /// <summary>Takes the time of its clock into its state; where that may change.</summary>
    ReadClock,

    /// <summary>Cancels its timers; where the state may change.</summary>
    Cancel,

    /// <summary>Breaks a promise in some states; where the state may change.</summary>
    Crash,
}
