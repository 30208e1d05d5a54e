using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>
/// The fault queue of one device, and the device's file as far as faults go. The kernel's fault_queue_lock is this
/// actor's mailbox: what the kernel does under it is one step here. Defects are what ends that protection early.
/// </summary>
public sealed class FaultQueueBehavior : IBehavior<FaultQueueState>
{
    private readonly FaultQueueOptions _options;
    private readonly OpenSteps _opening;
    private readonly CloseSteps _closing;
    private readonly ReadSteps _reading;
    private readonly WriteSteps _writing;
    private readonly ReportSteps _reporting;
    private readonly MapSteps _mapping;

    /// <param name="options">What the queue is like.</param>
    /// <param name="defects">Which defects are on.</param>
    public FaultQueueBehavior(FaultQueueOptions options, DefectSet defects)
    {
        FaultQueueRules rules = new(defects);
        _options = options;
        _opening = new(options, rules);
        _closing = new(options, rules);
        _reading = new(options, rules);
        _writing = new(options, rules);
        _reporting = new(options, rules);
        _mapping = new(options, rules);
    }

    /// <inheritdoc/>
    public FaultQueueState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(FaultQueueState state, in Envelope envelope, Outbox outbox)
    {
        if (TryReport(state, in envelope, outbox)) { return; }
        state.LastReport.Value = default;
        if (!TryAccess(state, in envelope, outbox) && !TryCall(state, in envelope, outbox))
        {
            throw Ensure.Unheard(in envelope);
        }

        TakeCalls(state, outbox);
    }

    private bool TryReport(FaultQueueState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<FaultQueueMessage.Report>(out var report)) { _reporting.OnReport(state, in report, outbox); }
        else if (envelope.Is<FaultQueueMessage.StoreLater>(out var store))
        {
            _reporting.OnStoreLater(state, in store, outbox);
        }
        else { return false; }

        return true;
    }

    private bool TryAccess(FaultQueueState state, in Envelope envelope, Outbox outbox)
    {
        var client = envelope.From;
        if (envelope.Is<FaultQueueMessage.Read>(out var read)) { _reading.OnRead(state, in read, client, outbox); }
        else if (envelope.Is<FaultQueueMessage.Write>(out var write))
        {
            _writing.OnWrite(state, in write, client, outbox);
        }
        else if (envelope.Is<FaultQueueMessage.WriteLater>(out var later))
        {
            _writing.OnWriteLater(state, in later, outbox);
        }
        else if (envelope.Is<FaultQueueMessage.Query>(out var query))
        {
            _mapping.OnQuery(state, query, client, outbox);
        }
        else if (envelope.Is<FaultQueueMessage.Map>(out var map)) { _mapping.OnMap(state, map, client, outbox); }
        else if (envelope.Is<FaultQueueMessage.Store>(out var store))
        {
            MapSteps.OnStore(state, in store, client, outbox);
        }
        else { return false; }

        return true;
    }

    private bool TryCall(FaultQueueState state, in Envelope envelope, Outbox outbox)
    {
        var client = envelope.From;
        if (envelope.Is<FaultQueueMessage.Open>()) { Ask(state, QueueCallKind.Open, client, outbox); }
        else if (envelope.Is<FaultQueueMessage.Close>()) { Ask(state, QueueCallKind.Close, client, outbox); }
        else if (envelope.Is<FaultQueueMessage.Remove>()) { Ask(state, QueueCallKind.Remove, client, outbox); }
        else if (envelope.Is<FaultQueueMessage.Registered>(out var registered))
        {
            _opening.OnRegistered(state, registered.Error, outbox);
        }
        else if (envelope.Is<FaultQueueMessage.Unregistered>(out var unregistered))
        {
            _closing.OnUnregistered(state, unregistered.Error, outbox);
        }
        else if (envelope.Is<FaultQueueMessage.AnyUnread>()) { OnAnyUnread(state, outbox); }
        else if (envelope.Is<Chosen>(out var chosen)) { _opening.OnChosen(state, chosen, outbox); }
        else { return false; }

        return true;
    }

    private static void Ask(FaultQueueState state, QueueCallKind kind, ActorId client, Outbox outbox)
    {
        if (state.Waiting.IsFull) { outbox.Send(client, new FaultUserMessage.Done(0, Errno.EAGAIN)); }
        else { state.Waiting.Enqueue(new(client, outbox.Serving, kind)); }
    }

    private void OnAnyUnread(FaultQueueState state, Outbox outbox)
    {
        if (state.IsUsable && state.Ring.Unread > 0)
        {
            outbox.Send(_options.Interrupts, new IrqTableMessage.Signal(_options.Device));
        }
    }

    /// <summary>Carries out calls in the order of their arrival, as long as none has to wait for somebody.</summary>
    private void TakeCalls(FaultQueueState state, Outbox outbox)
    {
        while (state.Hand.Value.Kind == QueueCallKind.None && state.Waiting.Count > 0)
        {
            var call = state.Waiting.Dequeue();
            outbox.Serving = call.Operation;
            state.Hand.Value = call;
            if (call.Kind == QueueCallKind.Open) { _opening.OnOpen(state, outbox); }
            else if (call.Kind == QueueCallKind.Close) { _closing.OnClose(state, outbox); }
            else { _closing.OnRemove(state, outbox); }
        }
    }
}
