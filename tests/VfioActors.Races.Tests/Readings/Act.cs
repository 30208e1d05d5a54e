namespace VfioActors.Races.Tests.Readings;

/// <summary>What a thread can do in one step, and how it goes on from there.</summary>
internal enum Act
{
    /// <summary>Its code ends here.</summary>
    End,

    /// <summary>Reads a word into a register.</summary>
    Read,

    /// <summary>Writes a number to a word.</summary>
    Write,

    /// <summary>Writes what a register holds, and something more, to a word.</summary>
    WriteSum,

    /// <summary>Adds to the count; keeps what it is then in a register, unless that is none.</summary>
    Add,

    /// <summary>Writes a number to a word and keeps what was there.</summary>
    Exchange,

    /// <summary>Writes a number to a word that is 0, and keeps what was there.</summary>
    CompareExchange,

    /// <summary>Goes on once a word is not 0, and keeps it.</summary>
    AwaitWord,

    /// <summary>Takes a lock that nobody holds.</summary>
    Lock,

    /// <summary>Takes a lock if nobody holds it; keeps whether it did.</summary>
    TryLock,

    /// <summary>Gives a lock back.</summary>
    Unlock,

    /// <summary>Completes once more.</summary>
    Complete,

    /// <summary>Takes one completion, once there is one.</summary>
    AwaitCompletion,

    /// <summary>Takes one completion if there is one; keeps whether it did.</summary>
    TryCompletion,

    /// <summary>Wakes all that are in the wait queue.</summary>
    Wake,

    /// <summary>Enters the wait queue, not woken.</summary>
    Enqueue,

    /// <summary>Leaves the wait queue.</summary>
    Dequeue,

    /// <summary>Goes on once woken.</summary>
    Sleep,

    /// <summary>Queues the work; keeps whether it was not queued.</summary>
    Queue,

    /// <summary>Begins to wait for the run that is queued, or else under way.</summary>
    Flush,

    /// <summary>Takes the work out of the queue; keeps whether it was there.</summary>
    Cancel,

    /// <summary>The same, and nobody queues it from here on; waits for whoever does so.</summary>
    CancelAndHold,

    /// <summary>Takes the work out of the queue, and nobody ever queues it again; keeps whether it was there.</summary>
    Disable,

    /// <summary>The same; begins to wait for the run under way.</summary>
    DisableAndHold,

    /// <summary>Goes on once the run is over for which it waits.</summary>
    AwaitRun,

    /// <summary>The work may be queued again.</summary>
    LetQueue,

    /// <summary>Arms the timer, unless it was shut down; keeps whether it was armed.</summary>
    Arm,

    /// <summary>Takes the timer back; keeps whether it was armed.</summary>
    Disarm,

    /// <summary>The same, once its function does not run.</summary>
    DisarmAndWait,

    /// <summary>The same, for ever.</summary>
    ShutDown,

    /// <summary>Keeps whether the timer is armed.</summary>
    IsArmed,

    /// <summary>Begins to read under RCU.</summary>
    Enter,

    /// <summary>Ends to read under RCU.</summary>
    Leave,

    /// <summary>Notes who reads under RCU.</summary>
    NoteReaders,

    /// <summary>Goes on once these have ended.</summary>
    AwaitReaders,

    /// <summary>The interrupt comes, which is code that reads under RCU.</summary>
    Come,

    /// <summary>Interrupts are off; that reads under RCU.</summary>
    SwitchOff,

    /// <summary>Interrupts are on.</summary>
    SwitchOn,

    /// <summary>The thread may sleep here, and be woken on another processor; this takes no step.</summary>
    MaySleep,

    /// <summary>Passes over some steps, unless a register holds a number; this takes no step.</summary>
    SkipUnless,

    /// <summary>Passes over some steps if a register holds more than 0; this takes no step.</summary>
    SkipIfPositive,

    /// <summary>Goes back some steps; this takes no step.</summary>
    Back,
}
