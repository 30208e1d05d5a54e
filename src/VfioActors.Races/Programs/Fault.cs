namespace VfioActors.Races.Programs;

/// <summary>What a thread can do wrong.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An assertion, a WARN_ON or a BUG_ON of the file.</summary>
    Assertion,

    /// <summary>It touched memory that was freed.</summary>
    UseAfterFree,

    /// <summary>It freed what was freed.</summary>
    DoubleFree,

    /// <summary>It freed what is not the start of an object.</summary>
    WildFree,

    /// <summary>It followed a pointer to nothing.</summary>
    NullPointer,

    /// <summary>It followed what is no pointer.</summary>
    WildPointer,

    /// <summary>It put into a list what is in one.</summary>
    DoubleListInsertion,

    /// <summary>It took from a list what is in none.</summary>
    DoubleListRemoval,

    /// <summary>It gave an id back that nobody has.</summary>
    FreedId,

    /// <summary>It used an id as an index that nobody has.</summary>
    FreedIdUsed,

    /// <summary>It used an index that is not modelled.</summary>
    OutOfBounds,

    /// <summary>It took a count below zero.</summary>
    CountBelowZero,

    /// <summary>It took a reference where none was left.</summary>
    CountRevived,

    /// <summary>It took a reference more than can be counted, or of what was counted so.</summary>
    CountSaturated,

    /// <summary>It gave the last reference back, and did not ask whether it was that.</summary>
    CountLeaked,

    /// <summary>It gave back a lock that it does not hold, or claimed to hold it.</summary>
    LockNotHeld,

    /// <summary>It took a lock that it holds.</summary>
    LockTakenTwice,

    /// <summary>It came to its end with a lock.</summary>
    LockHeldAtEnd,

    /// <summary>It slept where it must not.</summary>
    SleepInAtomic,

    /// <summary>An interrupt waits for a lock of the thread that it interrupted.</summary>
    IrqDeadlock,

    /// <summary>It is in one of two functions while another thread is in the other.</summary>
    NeverBoth,

    /// <summary>It divided by zero, or shifted too far.</summary>
    Arithmetic,

    /// <summary>It ended to read under RCU and never began.</summary>
    RcuImbalance,

    /// <summary>It switched something on that nobody had switched off, or where it must not.</summary>
    SwitchedOnTwice,

    /// <summary>It came to its end with preemption, softirqs or interrupts off.</summary>
    LeftSwitchedOff,

    /// <summary>It used a timer that was not set up, or is armed, or waited for one in an interrupt.</summary>
    TimerMisused,

    /// <summary>It initialized a completion or a wait queue in which somebody waits.</summary>
    WaiterForgotten,

    /// <summary>It put work into a queue that is being drained.</summary>
    QueueMisused,

    /// <summary>It enabled work that is not disabled.</summary>
    WorkMisused,

    /// <summary>It changed an idr while somebody else did, or looked at it.</summary>
    IdrMisused,

    /// <summary>It used a percpu_ref that was not initialized, or killed or brought back one wrongly.</summary>
    PercpuRefMisused,

    /// <summary>It ended an srcu_struct that others use.</summary>
    SrcuMisused,

    /// <summary>It wrote under a sequence count with preemption on.</summary>
    SeqcountMisused,

    /// <summary>It parked a kthread that is to park already, or has ended.</summary>
    KthreadMisused,

    /// <summary>It initialized a kobject twice, or let a device go that has no release function.</summary>
    KobjectMisused,

    /// <summary>It freed an interrupt that it has not, or enabled one that is not disabled.</summary>
    IrqMisused,

    /// <summary>It destroyed a kmem_cache that is not empty.</summary>
    CacheMisused,

    /// <summary>It holds a lock where it claimed not to.</summary>
    LockNotWanted,

    /// <summary>It read a variable of its own that was never set.</summary>
    LocalUnset,
}
