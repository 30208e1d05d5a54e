namespace VfioActors.Races.Programs;

/// <summary>What a word of shared memory is for that is more than a number.</summary>
internal enum SyncKind
{
    /// <summary>A spinlock: whoever holds it must not sleep.</summary>
    Spinlock,

    /// <summary>A spinlock that readers share.</summary>
    ReadWriteSpinlock,

    /// <summary>A mutex: whoever waits for it sleeps.</summary>
    Mutex,

    /// <summary>A semaphore that readers share.</summary>
    ReadWriteSemaphore,

    /// <summary>A count that never comes back from zero.</summary>
    Refcount,

    /// <summary>A number of 32 bits with operations of one step.</summary>
    Atomic,

    /// <summary>The same with 64 bits.</summary>
    Atomic64,

    /// <summary>Something that is waited for until it is done.</summary>
    Completion,

    /// <summary>A queue of those who wait until they are woken.</summary>
    WaitQueue,

    /// <summary>A thread, as others know it.</summary>
    Task,

    /// <summary>Something that a worker is to do.</summary>
    Work,

    /// <summary>A queue of work.</summary>
    WorkQueue,

    /// <summary>Something that is to happen later, in softirq context.</summary>
    Timer,

    /// <summary>Something that is to happen later, in an interrupt.</summary>
    Hrtimer,

    /// <summary>Something that is to run soon, in softirq context.</summary>
    Tasklet,

    /// <summary>Something that is to run soon, in an interrupt.</summary>
    IrqWork,

    /// <summary>The line of an interrupt that can be requested.</summary>
    IrqLine,

    /// <summary>The thread of such an interrupt.</summary>
    IrqThread,

    /// <summary>A place for a call after a grace period.</summary>
    RcuHead,

    /// <summary>Values by index.</summary>
    XArray,

    /// <summary>A set of numbers, the lowest free one given out first.</summary>
    Ida,
}
