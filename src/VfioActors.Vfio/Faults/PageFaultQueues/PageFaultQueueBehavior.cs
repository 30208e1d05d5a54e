using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>
/// The page fault queue of iommufd: groups wait to be read, then for their answers. Nothing is locked while a buffer is
/// written: the group in hand belongs to the read.
/// </summary>
public sealed class PageFaultQueueBehavior : IBehavior<PageFaultQueueState>
{
    /// <summary>The size of struct iommu_hwpt_page_response: bytes.</summary>
    private const int ResponseSize = 8;

    private readonly PageFaultQueueOptions _options;
    private readonly GroupReadSteps _reading;

    /// <param name="options">What the queue is like.</param>
    /// <param name="defects">Which defects are on.</param>
    public PageFaultQueueBehavior(PageFaultQueueOptions options, DefectSet defects)
    {
        _options = options;
        _reading = new(this, defects);
    }

    /// <summary>How many groups may have been read and wait for their answers.</summary>
    internal int GroupsMost => _options.GroupsMost;

    /// <inheritdoc/>
    public PageFaultQueueState Create(Journal journal) => new(journal, _options);

    /// <inheritdoc/>
    public void Receive(PageFaultQueueState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<PageFaultQueueState> Hears => field ??= new MessageTable<PageFaultQueueState>()
        .On<FaultQueueMessage.Report>((state, in report, outbox) =>
            OnReport(state, new(report.Generation, report.Record, outbox.Serving), outbox))
        .On<PageFaultQueueMessage.Read>(_reading.OnRead)
        .On<PageFaultQueueMessage.Touched>((state, in touched, outbox) =>
            _reading.OnTouched(state, touched.Error, outbox))
        .On<PageFaultQueueMessage.Write>(OnWrite)
        .On<PageFaultQueueMessage.Attach>((state, in attach, from, outbox) =>
            OnAttach(state, attach.Device, from, outbox))
        .On<PageFaultQueueMessage.Detach>((state, in detach, from, outbox) =>
            OnDetach(state, detach.Device, from, outbox))
        .On<FaultQueueMessage.Registered>((state, in registered, outbox) =>
            OnRegistered(state, registered.Error, outbox))
        .On<FaultQueueMessage.Unregistered>((state, in gone, outbox) => OnUnregistered(state, gone.Error, outbox))
        .On<FaultUserMessage.Done>((state, in _, outbox) =>
            outbox.Send(state.Answering.Dequeue().Client, new FaultUserMessage.Done(ResponseSize, Errno.None)));

    /// <summary>A report comes, or has the lock that it waited for.</summary>
    internal void OnReport(PageFaultQueueState state, DeferredReport report, Outbox outbox)
    {
        if (state.IsLocked.Value == 1)
        {
            outbox.Note($"waits for the lock");
            state.Deferred.Enqueue(in report);
            return;
        }

        outbox.Serving = report.Operation;
        var isKnown = TryDevice(state, report.Generation, out var device);
        var error = !isKnown ? Errno.ENODEV
            : report.Record.Kind != FaultKind.PageRequest ? Errno.EOPNOTSUPP
            : !report.Record.AwaitsAnswer ? GroupPages.Keep(state, report.Record, device)
            : OnLastPage(state, in report, device, outbox);
        outbox.Send(_options.Reporter, new FaultReporterMessage.Reported(error));
    }

    private Errno OnLastPage(
        PageFaultQueueState state, in DeferredReport report, DeviceId device, Outbox outbox)
    {
        GroupKey key = new(device, report.Record.Pasid, report.Record.Group);
        if (state.Deliver.IsFull)
        {
            GroupPages.Refuse(state, key);
            return Errno.ENOMEM;
        }

        var order = ++state.NextOrder.Value;
        var pages = GroupPages.Join(state, key, order);
        state.Deliver[order] = new(
            report.Record.Address, key, report.Generation, report.Operation, pages, order);
        if (_options.Poller.IsSomebody) { outbox.Send(_options.Poller, new FaultUserMessage.Signalled(device)); }
        return Errno.None;
    }

    private static bool TryDevice(PageFaultQueueState state, Generation generation, out DeviceId device)
    {
        for (var at = 0; at < state.On.Count; at++)
        {
            device = state.On.Keys[at];
            if (state.On.Values[at] == generation) { return true; }
        }

        device = default;
        return false;
    }

    private void OnWrite(
        PageFaultQueueState state, in PageFaultQueueMessage.Write write, ActorId user, Outbox outbox)
    {
        var isKnown = write.Code is ResponseCode.Success or ResponseCode.Invalid && state.Read.Contains(write.Cookie);
        if (!isKnown)
        {
            outbox.Send(user, new FaultUserMessage.Done(0, Errno.EINVAL));
            return;
        }

        var group = state.Read[write.Cookie];
        state.Read.Remove(write.Cookie);
        state.Answering.Enqueue(new(user, group.Key.Device));
        outbox.Send(
            _options.Reporter, new FaultReporterMessage.Answer(group.Key, group.Operation, write.Code));
    }

    /// <summary>The kernel's callers would sleep: the group of the device has a lock.</summary>
    private static bool IsBusy(PageFaultQueueState state, DeviceId device, ActorId user, Outbox outbox)
    {
        var isBusy = state.Calls.IsFull;
        foreach (var call in state.Calls.Values) { isBusy |= call.Device == device; }
        if (isBusy) { outbox.Send(user, new FaultUserMessage.Done(0, Errno.EAGAIN)); }
        return isBusy;
    }

    private void OnAttach(PageFaultQueueState state, DeviceId device, ActorId user, Outbox outbox)
    {
        if (IsBusy(state, device, user, outbox)) { return; }
        var error = state.On.Contains(device) ? Errno.EBUSY : state.On.IsFull ? Errno.ENOMEM : Errno.None;
        if (error != Errno.None)
        {
            outbox.Send(user, new FaultUserMessage.Done(0, error));
            return;
        }

        state.Attaches.Value = state.Attaches.Value.Next;
        state.Calls[outbox.Serving] = new(user, device);
        state.On[device] = state.Attaches.Value;
        outbox.Send(_options.Reporter, new FaultReporterMessage.Register(device, state.Attaches.Value));
    }

    private static void OnRegistered(PageFaultQueueState state, Errno error, Outbox outbox)
    {
        if (error != Errno.None) { state.On.Remove(state.Calls[outbox.Serving].Device); }
        Finish(state, error, outbox);
    }

    private void OnDetach(PageFaultQueueState state, DeviceId device, ActorId user, Outbox outbox)
    {
        if (IsBusy(state, device, user, outbox)) { return; }
        if (!state.On.TryGet(device, out var generation))
        {
            outbox.Send(user, new FaultUserMessage.Done(0, Errno.ENOENT));
            return;
        }

        state.Calls[outbox.Serving] = new(user, device);
        outbox.Send(_options.Reporter, new FaultReporterMessage.Unregister(device, generation));
    }

    private static void OnUnregistered(PageFaultQueueState state, Errno error, Outbox outbox)
    {
        if (error == Errno.None)
        {
            var device = state.Calls[outbox.Serving].Device;
            state.On.Remove(device);
            Forget(state.Deliver, device);
            Forget(state.Read, device);
            GroupPages.Forget(state, device);
        }

        Finish(state, error == Errno.EINVAL ? Errno.ENOENT : error, outbox);
    }

    private static void Forget(SortedMap<uint, OutstandingGroup> groups, DeviceId device)
    {
        for (var at = groups.Count - 1; at >= 0; at--)
        {
            if (groups.Values[at].Key.Device == device) { groups.Remove(groups.Keys[at]); }
        }
    }

    private static void Finish(PageFaultQueueState state, Errno error, Outbox outbox)
    {
        var call = state.Calls[outbox.Serving];
        state.Calls.Remove(outbox.Serving);
        outbox.Send(call.Client, new FaultUserMessage.Done(0, error));
    }
}
