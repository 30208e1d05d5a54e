using VfioActors.Behaviors;

namespace VfioActors.Vfio.Locks;

/// <summary>Who has a lock and who waits for it.</summary>
public sealed class LockState : State
{
    internal LockState(Journal journal)
        : base(journal) => Queue = Fifo<LockWaiter>(64);

    /// <summary>The oldest has the lock; the others wait in this order.</summary>
    public Fifo<LockWaiter> Queue { get; }
}
