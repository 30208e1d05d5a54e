using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.IrqTables;

/// <summary>The interrupts of one device, as far as faults go: one line and who is told when it is raised.</summary>
/// <param name="queue">The device's fault queue.</param>
/// <param name="hasInterrupt">Whether there is an interrupt for faults.</param>
/// <param name="defects">Which defects are on.</param>
public sealed class IrqTableBehavior(ActorId queue, bool hasInterrupt, DefectSet defects) : IBehavior<IrqTableState>
{
    private readonly bool _forgetsEarlier = defects.Has(FaultDefects.EarlierRecordsAreNotSignalled);

    /// <inheritdoc/>
    public IrqTableState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(IrqTableState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<IrqTableMessage.SetTrigger>(out var set)) { OnSetTrigger(state, set, envelope.From, outbox); }
        else if (envelope.Is<IrqTableMessage.Signal>(out var signal)) { OnSignal(state, signal, outbox); }
        else { throw Ensure.Unheard(in envelope); }
    }

    private void OnSetTrigger(IrqTableState state, IrqTableMessage.SetTrigger set, ActorId user, Outbox outbox)
    {
        var error = !hasInterrupt || set.Start != 0 || set.Count > 1 ? Errno.EINVAL : Errno.None;
        if (error == Errno.None)
        {
            state.Trigger.Value = set.Count == 1 ? user : ActorId.Nobody;
            outbox.Note($"the trigger is {(set.Count == 1 ? "set" : "taken away")}");
            if (set.Count == 1 && !_forgetsEarlier) { outbox.Send(queue, default(FaultQueueMessage.AnyUnread)); }
        }

        outbox.Send(user, new FaultUserMessage.Done(0, error));
    }

    private static void OnSignal(IrqTableState state, IrqTableMessage.Signal signal, Outbox outbox)
    {
        if (!state.Trigger.Value.IsSomebody) { return; }
        outbox.Note($"signals");
        outbox.Send(state.Trigger.Value, new FaultUserMessage.Signalled(signal.Device));
    }
}
