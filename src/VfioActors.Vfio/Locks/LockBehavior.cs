using VfioActors.Behaviors;

namespace VfioActors.Vfio.Locks;

/// <summary>A kernel lock that code of several actors takes: first come, first served.</summary>
/// <remarks>
/// Its name is that of its actor, and so are those of who takes it, in the notes that it leaves for ladders.
/// Source: the spinlocks of drivers/iommu/intel-pasid.c, Linux 5.2. Differs: fair, where the order of spinlocks is the
/// hardware's.
/// </remarks>
public sealed class LockBehavior : IBehavior<LockState>
{
    /// <inheritdoc/>
    public LockState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(LockState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<LockMessage.Acquire>()) { OnAcquire(state, new(envelope.From, envelope.Operation), outbox); }
        else if (envelope.Is<LockMessage.Release>()) { OnRelease(state, outbox); }
        else { throw Ensure.Unheard(in envelope); }
    }

    private static void OnAcquire(LockState state, LockWaiter waiter, Outbox outbox)
    {
        state.Queue.Enqueue(waiter);
        if (state.Queue.Count > 1) { outbox.Note($"waits for {outbox.Self}, held by {state.Queue[0].Who}"); }
        else { Grant(state, outbox); }
    }

    private static void OnRelease(LockState state, Outbox outbox)
    {
        outbox.Note($"releases {outbox.Self}");
        state.Queue.Dequeue();
        if (state.Queue.Count > 0) { Grant(state, outbox); }
    }

    private static void Grant(LockState state, Outbox outbox)
    {
        outbox.Serving = state.Queue[0].Operation;
        outbox.Note($"takes {outbox.Self}");
        outbox.Send(state.Queue[0].Who, default(LockMessage.Granted));
    }
}
