namespace VfioActors.Races.Programs;

/// <summary>What a thread asks of a shared object: each is one step.</summary>
internal enum Access
{
    /// <summary>Reads a word.</summary>
    Read = 1,

    /// <summary>Reads the low half of a word, as a device does.</summary>
    ReadLow,

    /// <summary>Reads the high half of a word.</summary>
    ReadHigh,

    /// <summary>Writes a word.</summary>
    Write,

    /// <summary>Writes a word and answers what stood there.</summary>
    Exchange,

    /// <summary>Writes a word if it is what was expected; answers what stood there.</summary>
    CompareExchange,

    /// <summary>Adds and answers the sum.</summary>
    Add,

    /// <summary>Adds unless the word is a given number; answers what stood there.</summary>
    AddUnless,

    /// <summary>Adds if the word is at least a given number; answers what stood there.</summary>
    AddIfAtLeast,

    /// <summary>Adds if the word is at most a given number; answers what stood there.</summary>
    AddIfAtMost,

    /// <summary>Adds to a word of 32 bits, and answers the sum, which wraps.</summary>
    AddInt,

    /// <summary>The same unless the word is a given number; answers what stood there.</summary>
    AddIntUnless,

    /// <summary>The same if the word is at least a given number; answers what stood there.</summary>
    AddIntIfAtLeast,

    /// <summary>The same if the word is at most a given number; answers what stood there.</summary>
    AddIntIfAtMost,

    /// <summary>Sets bits and answers what stood there.</summary>
    Or,

    /// <summary>Keeps some bits and answers what stood there.</summary>
    And,

    /// <summary>Turns bits over and answers what stood there.</summary>
    Xor,

    /// <summary>Takes a reference; there must be one.</summary>
    RefInc,

    /// <summary>Takes a reference if there is one; answers whether.</summary>
    RefIncNotZero,

    /// <summary>Gives a reference back unless it is the last; answers whether it did.</summary>
    RefDecNotOne,

    /// <summary>Gives a reference back; answers whether it was the last.</summary>
    RefDecTest,

    /// <summary>Takes a lock, or waits for it.</summary>
    Lock,

    /// <summary>Takes a lock if it is free; answers whether.</summary>
    TryLock,

    /// <summary>Gives a lock back.</summary>
    Unlock,

    /// <summary>Takes a lock together with other readers.</summary>
    ReadLock,

    /// <summary>Takes a lock together with other readers if no writer has it.</summary>
    TryReadLock,

    /// <summary>Gives back what a reader took.</summary>
    ReadUnlock,

    /// <summary>Whoever writes goes on as a reader.</summary>
    Downgrade,

    /// <summary>
    /// What may come to the thread may from here on come to whoever holds a lock; answers if it reads.
    /// </summary>
    Reopen,

    /// <summary>Is done with giving back a lock, for which somebody waited.</summary>
    LeaveLock,

    /// <summary>From here on the thread writes under a sequence count, which is odd.</summary>
    SeqOpen,

    /// <summary>Looks in an interrupt whether it came to one who writes under a sequence count.</summary>
    SeqLook,

    /// <summary>Claims that the thread holds a lock.</summary>
    AssertHeld,

    /// <summary>Waits until something is completed, and takes one.</summary>
    AwaitCompletion,

    /// <summary>Takes one if something is completed; answers whether.</summary>
    TryCompletion,

    /// <summary>Completes something for one.</summary>
    Complete,

    /// <summary>Completes something for all.</summary>
    CompleteAll,

    /// <summary>Initializes a completion or a wait queue; answers 0 when somebody waits in it, else 1.</summary>
    Renew,

    /// <summary>Gets ready to be woken.</summary>
    Prepare,

    /// <summary>Sleeps unless it was woken since it got ready.</summary>
    Sleep,

    /// <summary>Need not be woken any more.</summary>
    Finish,

    /// <summary>Wakes whoever got ready.</summary>
    Wake,

    /// <summary>
    /// Waits until a word is something else than what was read, or what <see cref="IsSet"/> answered.
    /// </summary>
    AwaitChange,

    /// <summary>Stores a value under an index; answers what stood there.</summary>
    XaStore,

    /// <summary>Reads the value of an index.</summary>
    XaLoad,

    /// <summary>Removes the value of an index; answers it.</summary>
    XaErase,

    /// <summary>Sets or clears a mark of an index, or answers whether it has it.</summary>
    XaMark,

    /// <summary>Stores a value under an index unless one is there; answers 0, or that it is busy.</summary>
    XaInsert,

    /// <summary>
    /// Stores a value under the lowest free index within limits; answers the index, or a negative error.
    /// </summary>
    XaAlloc,

    /// <summary>Takes the lowest free number; answers it, or a negative error.</summary>
    IdaAlloc,

    /// <summary>Gives a number back.</summary>
    IdaFree,

    /// <summary>Uses a number as an index: it must be taken, unless it is below the lowest one that is given.</summary>
    IdaUse,

    /// <summary>Answers whether a number is taken.</summary>
    IdaHas,

    /// <summary>Frees the object.</summary>
    Free,

    /// <summary>Initializes work, which is in no queue.</summary>
    InitializeWork,

    /// <summary>Queues work; answers whether it was not queued, and nobody has disabled it.</summary>
    Queue,

    /// <summary>A worker takes the work up; answers the function, or 0 when there is nothing to do.</summary>
    TakeUp,

    /// <summary>A worker is done; answers whether there is more to do.</summary>
    Done,

    /// <summary>
    /// Waits until the run is over that is queued, or else under way; answers whether there was one. What is queued
    /// meanwhile is not waited for.
    /// </summary>
    Flush,

    /// <summary>
    /// Takes work out of the queue, and waits until it is not under way, or does else what <see cref="Cancelling"/>
    /// says. Answers whether it was queued.
    /// </summary>
    Cancel,

    /// <summary>Whoever cancelled work that was in no queue is done: it can be queued again.</summary>
    LetQueue,

    /// <summary>Sets a timer up, which is not armed.</summary>
    SetUp,

    /// <summary>Arms a timer; answers whether it was armed.</summary>
    Arm,

    /// <summary>
    /// Takes a timer back, and perhaps waits until its function has run to the end; answers whether it was armed.
    /// </summary>
    Disarm,

    /// <summary>A timer expires; answers its function, or 0 when it was taken back.</summary>
    Expire,

    /// <summary>The function of a timer has run; answers whether the timer is armed again.</summary>
    Expired,

    /// <summary>Begins to read under RCU.</summary>
    RcuLock,

    /// <summary>Ends to read under RCU.</summary>
    RcuUnlock,

    /// <summary>Waits until all have ended to read who began before.</summary>
    RcuSync,

    /// <summary>Has something called when all have ended to read who began before.</summary>
    RcuCall,

    /// <summary>Does a whole critical section.</summary>
    Section,

    /// <summary>Enters a function that excludes another.</summary>
    Enter,

    /// <summary>Leaves such a function.</summary>
    Leave,

    /// <summary>Answers whether a word is something else than zero: held, done, waited for.</summary>
    IsSet,

    /// <summary>Waits until all that RCU was asked to call before has been called, and is done.</summary>
    RcuBarrier,

    /// <summary>What RCU called is done.</summary>
    RcuDone,

    /// <summary>Forgets all that is stored under an index, or all numbers that are taken.</summary>
    Empty,

    /// <summary>Goes on once no interrupt of the processor is under way; those that wait to come do so first.</summary>
    Proceed,

    /// <summary>Waits for something, or has come to its end: interrupts of the processor come at any time.</summary>
    Retire,

    /// <summary>Puts work that somebody has claimed into its queue, or on its timer.</summary>
    Insert,

    /// <summary>Whoever took work out of its queue lets go of it; may wait for the run under way.</summary>
    Unclaim,

    /// <summary>Waits until nobody claims the work; with a value until its timer, if it expires, queued it.</summary>
    AwaitUnclaimed,

    /// <summary>Claims delayed work whose timer has not expired; answers its queue, or 0.</summary>
    Expires,

    /// <summary>Work is in a queue from here on.</summary>
    EnterQueue,

    /// <summary>Work is not in a queue any more: it has run, or was taken out.</summary>
    LeaveQueue,

    /// <summary>Waits until a queue has work begin; answers whether the work is still in it.</summary>
    AwaitTurn,

    /// <summary>Waits until all has run that is in a queue now.</summary>
    FlushQueue,

    /// <summary>From here on, or from here on no more, only its own work puts work into a queue.</summary>
    Drain,

    /// <summary>Answers whether nothing is in a queue.</summary>
    IsEmptyQueue,

    /// <summary>Sleeps unless its state is that of one that runs.</summary>
    SleepByState,

    /// <summary>Wakes a task that sleeps, or is about to; answers whether.</summary>
    WakeTask,

    /// <summary>Asks a task to end; holds it until that is over.</summary>
    StopTask,

    /// <summary>Waits until a task has ended; answers what it gave back.</summary>
    AwaitExit,

    /// <summary>A task ends; nobody knows it any more who does not hold it.</summary>
    Exit,
}
