using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>
/// The driver that keeps an entry: it clears Present, invalidates, writes the other parts, and sets Present last. It
/// does one call at a time, under its lock; the hardware reads whenever it likes.
/// </summary>
/// <param name="memory">Where the entry lies.</param>
/// <param name="walker">The hardware that may have cached it.</param>
/// <param name="domain">Whose entry is there at the start; 0 for none.</param>
/// <param name="defects">Which defects are on.</param>
public sealed class EntryWriterBehavior(ActorId memory, ActorId walker, int domain, DefectSet defects)
    : IBehavior<EntryWriterState>
{
    private readonly bool _overwrites = defects.Has(LivingDefects.LiveEntryIsOverwritten);
    private readonly bool _zeroesFirst = defects.Has(LivingDefects.EntryIsZeroedFirst);

    /// <inheritdoc/>
    public EntryWriterState Create(Journal journal) => new(journal, domain);

    /// <inheritdoc/>
    public void Receive(EntryWriterState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<EntryWriterState> Hears => field ??= new MessageTable<EntryWriterState>()
        .On<EntryWriterMessage.Setup>(
            (state, in setup, from, outbox) => OnCall(state, new(new(from, outbox.Serving), setup.Domain, 0), outbox))
        .On<EntryWriterMessage.Replace>(
            (state, in next, from, outbox) => OnCall(state, new(new(from, outbox.Serving), next.Domain, 1), outbox))
        .On<EntryWriterMessage.TearDown>(
            (state, from, outbox) => OnCall(state, new(new(from, outbox.Serving), 0, 1), outbox))
        .On<EntryMemoryMessage.Stored>(GoOn)
        .On<EntryWalkerMessage.Flushed>(GoOn);

    private void OnCall(EntryWriterState state, EntryWriterCall call, Outbox outbox)
    {
        state.Calls.Enqueue(call);
        if (state.Calls.Count == 1) { Begin(state, call, outbox); }
    }

    private void Begin(EntryWriterState state, EntryWriterCall call, Outbox outbox)
    {
        outbox.Serving = call.Call.Operation;
        var isThere = state.Domain.Value > 0;
        var isTearDown = call.Domain == 0 && call.IsReplacing == 1;
        var error = isTearDown ? Errno.None
            : call.Domain <= 0 ? Errno.EINVAL
            : call.IsReplacing == 0 ? (isThere ? Errno.EBUSY : Errno.None)
            : isThere ? Errno.None : Errno.EINVAL;
        if (error != Errno.None || (isTearDown && !isThere))
        {
            End(state, error, outbox);
            return;
        }

        Plan(state, call.Domain);
        state.Domain.Value = call.Domain;
        GoOn(state, outbox);
    }

    /// <summary>What is to be done for the domain to be there instead of what is.</summary>
    private void Plan(EntryWriterState state, int next)
    {
        var last = state.Domain.Value;
        if (last > 0 && next > 0 && _overwrites)
        {
            state.Plan.Enqueue(new(0, new(next, 1)));
            PlanOthers(state, next);
            state.Plan.Enqueue(EntryWrite.Flush);
            return;
        }

        if (last > 0) { PlanTearDown(state, last); }
        if (next == 0) { return; }
        PlanOthers(state, next);
        state.Plan.Enqueue(new(0, new(next, 1)));
    }

    private void PlanTearDown(EntryWriterState state, int last)
    {
        if (!_zeroesFirst)
        {
            state.Plan.Enqueue(new(0, new(last, 0)));
            state.Plan.Enqueue(EntryWrite.Flush);
        }

        state.Plan.Enqueue(new(0, default));
        PlanOthers(state, 0);
        if (_zeroesFirst) { state.Plan.Enqueue(EntryWrite.Flush); }
    }

    private static void PlanOthers(EntryWriterState state, int domain)
    {
        for (var part = 1; part < EntryPart.Count; part++) { state.Plan.Enqueue(new(part, new(domain, 0))); }
    }

    private void GoOn(EntryWriterState state, Outbox outbox)
    {
        if (state.Plan.Count == 0)
        {
            End(state, Errno.None, outbox);
            return;
        }

        var write = state.Plan.Dequeue();
        if (write.Part < 0) { outbox.Send(walker, default(EntryWalkerMessage.Flush)); }
        else { outbox.Send(memory, new EntryMemoryMessage.Store(write.Part, write.Value)); }
    }

    private void End(EntryWriterState state, Errno error, Outbox outbox)
    {
        state.Calls.Dequeue().Call.Return(outbox, error);
        if (state.Calls.Count > 0) { Begin(state, state.Calls[0], outbox); }
    }
}
