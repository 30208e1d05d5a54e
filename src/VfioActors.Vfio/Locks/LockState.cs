using VfioActors.Behaviors;
using VfioActors.Behaviors.Waits;

namespace VfioActors.Vfio.Locks;

/// <summary>Who has a lock and who waits for it.</summary>
public sealed class LockState : State, IWaits
{
    internal LockState(Journal journal)
        : base(journal) => Queue = Fifo<LockWaiter>(64);

    /// <summary>The oldest has the lock; the others wait in this order.</summary>
    public Fifo<LockWaiter> Queue { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (Queue.Count == 0) { return; }
        waits.Held(Queue[0].Who, Queue[0].Operation);
        for (var at = 1; at < Queue.Count; at++) { waits.Queued(Queue[at].Who, Queue[at].Operation); }
    }
}
