using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
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
    private readonly MessageTable<FaultQueueState> _reports;
    private readonly MessageTable<FaultQueueState> _rest;

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
        _reports = Reports();
        _rest = Rest();
    }

    /// <inheritdoc/>
    public IReadOnlyList<HostRefusal> Refusals => OpenSteps.Refusals;

    /// <inheritdoc/>
    public FaultQueueState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(FaultQueueState state, in Envelope envelope, Outbox outbox)
    {
        if (_reports.Hears(in envelope))
        {
            _reports.Receive(state, in envelope, outbox);
            return;
        }

        state.LastReport.Value = default;
        _rest.Receive(state, in envelope, outbox);
        TakeCalls(state, outbox);
    }

    /// <summary>What it hears of the device's faults: a report follows the one before.</summary>
    private MessageTable<FaultQueueState> Reports() => new MessageTable<FaultQueueState>()
        .On<FaultQueueMessage.Report>(_reporting.OnReport)
        .On<FaultQueueMessage.StoreLater>(_reporting.OnStoreLater);

    /// <summary>What it hears of users and of the fault handler.</summary>
    private MessageTable<FaultQueueState> Rest() => new MessageTable<FaultQueueState>()
        .On<FaultQueueMessage.Read>(_reading.OnRead)
        .On<FaultQueueMessage.Write>(_writing.OnWrite)
        .On<FaultQueueMessage.WriteLater>(_writing.OnWriteLater)
        .On<FaultQueueMessage.Query>(_mapping.OnQuery)
        .On<FaultQueueMessage.Map>(_mapping.OnMap)
        .On<FaultQueueMessage.Store>(MapSteps.OnStore)
        .On<FaultQueueMessage.Open>((state, from, outbox) => Ask(state, QueueCallKind.Open, from, outbox))
        .On<FaultQueueMessage.Close>((state, from, outbox) => Ask(state, QueueCallKind.Close, from, outbox))
        .On<FaultQueueMessage.Remove>((state, from, outbox) => Ask(state, QueueCallKind.Remove, from, outbox))
        .On<FaultQueueMessage.Registered>(_opening.OnRegistered)
        .On<FaultQueueMessage.Unregistered>(_closing.OnUnregistered)
        .On<FaultQueueMessage.AnyUnread>(OnAnyUnread)
        .On<Chosen>(_opening.OnChosen);

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
        while (state.Current.Value.Kind == QueueCallKind.None && state.Waiting.Count > 0)
        {
            var call = state.Waiting.Dequeue();
            outbox.Serving = call.Operation;
            state.Current.Value = call;
            if (call.Kind == QueueCallKind.Open) { _opening.OnOpen(state, outbox); }
            else if (call.Kind == QueueCallKind.Close) { _closing.OnClose(state, outbox); }
            else { _closing.OnRemove(state, outbox); }
        }
    }
}
