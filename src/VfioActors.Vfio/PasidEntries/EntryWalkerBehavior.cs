using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>
/// The hardware that walks PASID tables: it reads an entry part by part, caches what is present, and answers an
/// invalidation when no walk is under way.
/// </summary>
/// <param name="memory">Where the entry lies.</param>
public sealed class EntryWalkerBehavior(ActorId memory) : IBehavior<EntryWalkerState>
{
    /// <inheritdoc/>
    public EntryWalkerState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(EntryWalkerState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<EntryWalkerState> Hears => field ??= new MessageTable<EntryWalkerState>()
        .On<EntryWalkerMessage.Translate>(OnTranslate)
        .On<EntryMemoryMessage.Fetched>((state, in fetched, outbox) => OnFetched(state, fetched.Value, outbox))
        .On<EntryWalkerMessage.Flush>(OnFlush)
        .Says<EntryWalkerMessage.Flushed>();

    private void OnTranslate(EntryWalkerState state, ActorId device, Outbox outbox)
    {
        PendingCall call = new(device, outbox.Serving);
        if (state.Cached.Value > 0)
        {
            call.Return(outbox, Errno.None, state.Cached.Value);
            return;
        }

        state.Walking.Enqueue(call);
        if (state.Walking.Count > 1) { return; }
        state.NextPart.Value = 0;
        state.IsTorn.Value = 0;
        outbox.Send(memory, new EntryMemoryMessage.Fetch(0));
    }

    private void OnFetched(EntryWalkerState state, EntryPart part, Outbox outbox)
    {
        if (state.NextPart.Value == 0) { state.First.Value = part; }
        if (part.Domain != state.First.Value.Domain) { state.IsTorn.Value = 1; }
        state.NextPart.Value++;
        if (state.First.Value.Present == 0) { End(state, Errno.EFAULT, outbox); }
        else if (state.NextPart.Value < EntryPart.Count)
        {
            outbox.Send(memory, new EntryMemoryMessage.Fetch(state.NextPart.Value));
        }
        else { EndWhole(state, outbox); }
    }

    private static void EndWhole(EntryWalkerState state, Outbox outbox)
    {
        if (state.IsTorn.Value == 1)
        {
            outbox.Note($"uses an entry that is half of another");
            state.TornReads.Value++;
        }

        // What began before an invalidation is not kept after it.
        if (state.Flushing.Count == 0) { state.Cached.Value = state.First.Value.Domain; }
        End(state, Errno.None, outbox);
    }

    private static void End(EntryWalkerState state, Errno error, Outbox outbox)
    {
        var domain = error == Errno.None ? state.First.Value.Domain : 0;
        state.NextPart.Value = 0;
        state.First.Value = default;
        state.IsTorn.Value = 0;
        while (state.Walking.Count > 0) { state.Walking.Dequeue().Return(outbox, error, domain); }
        while (state.Flushing.Count > 0) { Answer(state.Flushing.Dequeue(), outbox); }
    }

    private static void OnFlush(EntryWalkerState state, ActorId driver, Outbox outbox)
    {
        PendingCall call = new(driver, outbox.Serving);
        state.Cached.Value = 0;
        if (state.Walking.Count > 0) { state.Flushing.Enqueue(call); }
        else { Answer(call, outbox); }
    }

    private static void Answer(PendingCall flush, Outbox outbox)
    {
        outbox.Serving = flush.Operation;
        outbox.Send(flush.Client, default(EntryWalkerMessage.Flushed));
    }
}
