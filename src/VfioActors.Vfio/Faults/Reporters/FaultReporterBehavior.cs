using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>
/// The fault handler of an IOMMU unit: it hands faults to the queue of their device, and keeps which page requests
/// wait for an answer. The kernel's fault_param locks are this actor's mailbox.
/// </summary>
public sealed class FaultReporterBehavior : IBehavior<FaultReporterState>, IRefuses
{
    private readonly FaultReporterOptions _options;
    private readonly GroupSteps _groups;
    private readonly bool _leavesBusy;
    private readonly bool _keepsRefused;

    /// <param name="options">What the unit is like.</param>
    /// <param name="defects">Which defects are on.</param>
    public FaultReporterBehavior(FaultReporterOptions options, DefectSet defects)
    {
        _options = options;
        _groups = new(options, defects);
        _leavesBusy = defects.Has(FaultDefects.BusyHandlerIsLeftBehind);
        _keepsRefused = defects.Has(FaultDefects.RefusedRequestStaysPending);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RefusableRequest> Refusables { get; } =
    [
        RefusableRequest.Of(
            new(0, "memory for the handler of the device", "iommu_register_device_fault_handler", "ENOMEM"),
            static (in FaultReporterMessage.Register _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new FaultQueueMessage.Registered(Errno.ENOMEM))),
    ];

    /// <inheritdoc/>
    public FaultReporterState Create(Journal journal) => new(journal, _options);

    /// <inheritdoc/>
    public void Receive(FaultReporterState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<FaultReporterState> Hears => field ??= new MessageTable<FaultReporterState>()
        .On<FaultReporterMessage.Raise>(OnRaise)
        .On<FaultReporterMessage.Reported>((state, in reported, outbox) => OnReported(state, reported.Error, outbox))
        .On<FaultReporterMessage.Respond>(_groups.OnRespond)
        .On<FaultReporterMessage.Answer>(GroupSteps.OnAnswer)
        .On<FaultReporterMessage.Register>(OnRegister)
        .On<FaultReporterMessage.Unregister>(OnUnregister)
        .On<FaultReporterMessage.TimedOut>(GroupSteps.OnTimedOut)
        .On<FaultReporterMessage.Bind>((state, in bind, _) => GroupSteps.OnBind(state, bind))
        .On<FaultReporterMessage.Drain>(GroupSteps.OnDrain);

    private void OnRegister(
        FaultReporterState state, in FaultReporterMessage.Register register, ActorId queue, Outbox outbox)
    {
        var error = !_options.Has(register.Device) ? Errno.EINVAL
            : state.Handlers.Contains(register.Device) ? Errno.EBUSY
            : state.Handlers.IsFull ? Errno.ENOMEM
            : Errno.None;
        if (error == Errno.None)
        {
            state.Handlers[register.Device] = new(queue, register.Generation, 0, default, 0);
            state.Refused.Remove(register.Device);
        }

        outbox.Send(queue, new FaultQueueMessage.Registered(error));
    }

    private void OnUnregister(
        FaultReporterState state, in FaultReporterMessage.Unregister unregister, ActorId queue, Outbox outbox)
    {
        var isKnown = state.Handlers.TryGet(unregister.Device, out var handler)
            && handler.Queue == queue && handler.Generation == unregister.Generation;
        if (!isKnown || handler.IsEnding == 1)
        {
            outbox.Send(queue, new FaultQueueMessage.Unregistered(Errno.EINVAL));
            return;
        }

        if (_leavesBusy && GroupSteps.HasPending(state, unregister.Device))
        {
            outbox.Note($"page requests wait: the handler stays");
            outbox.Send(queue, new FaultQueueMessage.Unregistered(Errno.EBUSY));
            return;
        }

        var serving = outbox.Serving;
        GroupSteps.AnswerAll(state, unregister.Device, null, outbox);
        outbox.Serving = serving;
        if (handler.InFlight > 0)
        {
            state.Handlers[unregister.Device] = handler with { Ending = serving, IsEnding = 1 };
        }
        else { End(state, unregister.Device, handler, outbox); }
    }

    private static void End(FaultReporterState state, DeviceId device, FaultHandler handler, Outbox outbox)
    {
        outbox.Note($"the handler is gone");
        state.Handlers.Remove(device);
        outbox.Send(handler.Queue, new FaultQueueMessage.Unregistered(Errno.None));
    }

    private void OnRaise(
        FaultReporterState state, in FaultReporterMessage.Raise raise, ActorId endpoint, Outbox outbox)
    {
        var record = raise.Record;
        GroupKey key = new(raise.Device, record.Pasid, record.Group);
        var error = Objection(state, key, in record);
        if (error != Errno.None)
        {
            outbox.Note($"refuses the fault: {error.Returned()}");
            outbox.Send(endpoint, new EndpointMessage.Raised(error));
            return;
        }

        if (record.AwaitsAnswer) { _groups.Remember(state, key, in record, endpoint, outbox); }

        var handler = state.Handlers[raise.Device];
        state.Handlers[raise.Device] = handler with { InFlight = handler.InFlight + 1 };
        state.InFlight[outbox.Serving] = new(endpoint, key, record.Address, record.AwaitsAnswer ? 1 : 0);
        outbox.Send(handler.Queue, new FaultQueueMessage.Report(handler.Generation, record));
    }

    private Errno Objection(FaultReporterState state, GroupKey key, in FaultRecord record)
    {
        var isHandled = _options.Has(key.Device)
            && state.Handlers.TryGet(key.Device, out var handler) && handler.IsEnding == 0;
        if (!isHandled) { return Errno.EINVAL; }
        if (_options.ChecksPasids && !state.Bound.Contains(key with { Group = default })) { return Errno.EINVAL; }
        if (!record.AwaitsAnswer) { return Errno.None; }
        return state.Pending.IsFull ? Errno.ENOMEM : Errno.None;
    }

    private void OnReported(FaultReporterState state, Errno error, Outbox outbox)
    {
        var (operation, device) = (outbox.Serving, state.InFlight[outbox.Serving].Key.Device);
        var raising = state.InFlight[operation];
        state.InFlight.Remove(operation);
        Count(state, in raising, error);
        if (error != Errno.None && raising.AwaitsAnswer == 1) { Forget(state, raising.Key, operation); }
        outbox.Send(raising.Endpoint, new EndpointMessage.Raised(error));
        var handler = state.Handlers[device];
        handler = handler with { InFlight = handler.InFlight - 1 };
        state.Handlers[device] = handler;
        GroupSteps.OnCameBack(state, outbox);
        if (handler.IsEnding == 0 || handler.InFlight > 0) { return; }
        outbox.Serving = handler.Ending;
        End(state, device, handler, outbox);
    }

    private void Count(FaultReporterState state, in Raising raising, Errno error)
    {
        var device = raising.Key.Device;
        if (error != Errno.None) { state.Refused[device]++; }
        else if (_options.Remembered > 0 && !state.Accepted.IsFull)
        {
            state.Accepted.Enqueue(new(raising.Address, device, state.Handlers[device].Generation));
        }
    }

    private void Forget(FaultReporterState state, GroupKey key, OperationId operation)
    {
        for (var at = state.Pending.Count - 1; at >= 0; at--)
        {
            var (place, pending) = (state.Pending.Keys[at], state.Pending.Values[at]);
            if (pending.Key != key || pending.Operation != operation) { continue; }
            if (_keepsRefused) { state.Pending[place] = pending with { IsRefused = 1 }; }
            else { state.Pending.Remove(place); }
            return;
        }
    }
}
