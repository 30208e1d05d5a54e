using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;

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
    public void Receive(LockState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<LockState> Hears => field ??= new MessageTable<LockState>()
        .On<LockMessage.Acquire>(OnAcquire)
        .On<LockMessage.Release>(OnRelease)
        .Says<LockMessage.Granted>();

    private static void OnAcquire(LockState state, ActorId who, Outbox outbox)
    {
        state.Queue.Enqueue(new(who, outbox.Serving));
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
