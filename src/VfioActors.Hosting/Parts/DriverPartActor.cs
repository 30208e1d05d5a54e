using VfioActors.Behaviors;
using VfioActors.Hosting.Events;
using VfioActors.Hosting.Telemetry;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Parts;

/// <summary>
/// The part of a vendor driver. The opening and closing of its device, which callbacks it has to answer and what it
/// holds are kept here, so that a player that stops leaves nothing behind.
/// </summary>
internal sealed class DriverPartActor(DriverPartOptions options) : PartActor(options.Part)
{
    private static readonly PartWords Words = new PartWords()
        .With<VendorDriverMessage.Join>().With<VendorDriverMessage.Open>().With<VendorDriverMessage.Close>()
        .With<VendorDriverMessage.DmaUnmap>().With<ContainerMessage.Pinned>().With<ContainerMessage.Done>()
        .With<ContainerMessage.Bytes>().With<ContainerMessage.Moved>();

    /// <summary>
    /// How often a driver may be told of a range and keep pages of it. The kernel dies of one time more: BUG_ON in
    /// vfio_dma_do_unmap, drivers/vfio/vfio_iommu_type1.c, Linux 6.1.
    /// </summary>
    private const int UnheededMost = 10;

    private static readonly string PinName = MessageKind.Of<ContainerMessage.Pin>().Name;
    private static readonly string UnpinName = MessageKind.Of<ContainerMessage.Unpin>().Name;
    private static readonly string AccessName = MessageKind.Of<ContainerMessage.Access>().Name;

    private readonly DriverPins _pins = new();
    private readonly Queue<DriverCall> _calls = new();
    private readonly List<DriverCallback> _callbacks = [];
    private readonly List<ContainerMessage.PinListEntry> _entries = [];
    private readonly List<(int Id, long Begun)> _accesses = [];
    private ActorId _container = options.Container;
    private bool _isOpen = options.Container.IsSomebody;
    private bool _listens = options.Container.IsSomebody && options.HasCallback;
    private (int Serial, bool IsOpening)? _turning;
    private int _unheeded;

    protected override bool IsOpen => _isOpen;

    private VfioEvents Events => options.Part.Events;

    private bool MayAsk => _container.IsSomebody && (_isOpen || !options.PinsNeedOpenDevice);

    protected override object Refusal(Errno error) => new ContainerMessage.Done(0, error, 0);

    protected override void OnHeard(in Envelope envelope)
    {
        switch (Words.Of(envelope))
        {
            case VendorDriverMessage.Join join: OnJoin(join); break;
            case VendorDriverMessage.Open open: OnOpen(open); break;
            case VendorDriverMessage.Close close: OnClose(close); break;
            case VendorDriverMessage.DmaUnmap unmap: OnDmaUnmap(unmap); break;
            case ContainerMessage.Pinned pinned: OnPinned(pinned); break;
            case ContainerMessage.Done done: OnDone(_calls.Dequeue(), done); break;
            case ContainerMessage.Moved moved: OnMoved(moved); break;
            case var bytes: Player?.Tell(bytes, Self); break;
        }
    }

    protected override bool OnSaid(object message)
    {
        switch (message)
        {
            case ContainerMessage.Pin pin: Pin(pin); break;
            case ContainerMessage.Unpin unpin: Unpin(unpin); break;
            case ContainerMessage.PinListEntry entry: _entries.Add(entry); break;
            case ContainerMessage.Access access: Access(access); break;
            case ContainerMessage.Told told: OnTold(told); break;
            case VendorDriverMessage.Opened opened: OnOpened(opened.Error); break;
            case VendorDriverMessage.Closed: OnClosed(); break;
            default: return false;
        }

        return true;
    }

    protected override void OnLost(Errno error)
    {
        _entries.Clear();
        _accesses.Clear();
        DropAll();
        foreach (var callback in _callbacks)
        {
            Send(_container, new ContainerMessage.Told(callback.Unmap.Slot, callback.Unmap.Round));
        }

        _callbacks.Clear();
        if (_turning is not { } turning) { return; }
        if (turning.IsOpening) { OnOpened(error); }
        else { OnClosed(); }
    }

    protected override void OnGone(ActorId target)
    {
        if (target != _container) { return; }
        var open = _calls.ToList();
        _calls.Clear();
        foreach (var call in open) { OnDone(call, new(0, Errno.EIO, 0)); }
        foreach (var (id, _) in _accesses.ToList()) { OnMoved(new(default, Errno.EIO, id)); }
        _pins.TakeAll();
        (_container, _isOpen, _listens) = (ActorId.Nobody, false, false);
    }

    private void OnJoin(VendorDriverMessage.Join join)
    {
        _container = join.Container;
        Player?.Tell(join, Self);
    }

    private void OnOpen(VendorDriverMessage.Open open)
    {
        if (Player is null)
        {
            Send(options.Group, new VendorDriverMessage.Opened(Errno.ENODEV));
            return;
        }

        _turning = (Await("Open"), true);
        Player.Tell(open, Self);
    }

    private void OnOpened(Errno error)
    {
        if (_turning is not { IsOpening: true } turning) { return; }
        Came(turning.Serial);
        _turning = null;
        if (error == Errno.None && options.HasCallback && _container.IsSomebody)
        {
            _calls.Enqueue(new(DriverCallKind.Listen, null));
            Send(_container, default(ContainerMessage.Listen));
            return;
        }

        _isOpen = error == Errno.None;
        Send(options.Group, new VendorDriverMessage.Opened(error));
    }

    private void OnClose(VendorDriverMessage.Close close)
    {
        if (Player is null)
        {
            _turning = (0, false);
            OnClosed();
            return;
        }

        _turning = (Await("Close"), false);
        Player.Tell(close, Self);
    }

    private void OnClosed()
    {
        if (_turning is not { IsOpening: false } turning) { return; }
        Came(turning.Serial);
        _turning = null;
        DropAll();
        _isOpen = false;
        if (_listens)
        {
            _calls.Enqueue(new(DriverCallKind.Unlisten, null));
            Send(_container, default(ContainerMessage.Unlisten));
        }
        else { Send(options.Group, default(VendorDriverMessage.Closed)); }
    }

    private void OnDmaUnmap(VendorDriverMessage.DmaUnmap unmap)
    {
        if (Player is null)
        {
            Send(_container, new ContainerMessage.Told(unmap.Slot, unmap.Round));
            return;
        }

        _callbacks.Add(new(unmap, Await("DmaUnmap")));
        Player.Tell(unmap, Self);
    }

    private void OnTold(ContainerMessage.Told told)
    {
        var at = _callbacks.FindIndex(one => one.Unmap.Slot == told.Slot && one.Unmap.Round == told.Round);
        if (at < 0) { return; }
        var (unmap, serial) = (_callbacks[at].Unmap, _callbacks[at].Serial);
        Came(serial);
        _unheeded = _pins.Any(unmap.Iova, unmap.Iova.LastOf(unmap.Size)) ? _unheeded + 1 : 0;
        if (_unheeded == UnheededMost)
        {
            _unheeded = 0;
            Dismiss(Errno.EBUSY, $"kept pages of a range that it was told {UnheededMost} times goes away");
            return;
        }

        _callbacks.RemoveAt(at);
        Send(_container, in told);
    }

    private void OnPinned(ContainerMessage.Pinned pinned)
    {
        if (IsPlayer(_calls.Peek().Caller))
        {
            _pins.Add(pinned.Iova, pinned.Pages);
            if (Events.HasListeners)
            {
                Events.Publish(new VfioEvent.Pinned(options.Part.Name, pinned.Iova, pinned.Pages, pinned.First));
            }

            Player!.Tell(pinned, Self);
        }
        else { Drop(pinned.Iova, pinned.Pages); }
    }

    private void OnDone(DriverCall call, ContainerMessage.Done done)
    {
        switch (call.Kind)
        {
            case DriverCallKind.Listen:
                _listens = _isOpen = done.Error == Errno.None;
                Send(options.Group, new VendorDriverMessage.Opened(done.Error));
                break;
            case DriverCallKind.Unlisten:
                _listens = false;
                Send(options.Group, default(VendorDriverMessage.Closed));
                break;
            case DriverCallKind.Pin or DriverCallKind.Unpin:
                if (Events.HasListeners && call.Unpinned is { } iova && done.Error == Errno.None)
                {
                    Events.Publish(new VfioEvent.Unpinned(options.Part.Name, iova, new(done.Value)));
                }

                if (IsPlayer(call.Caller)) { Answer(call, done); }
                break;
            default: break;
        }
    }

    private void OnMoved(ContainerMessage.Moved moved)
    {
        var at = _accesses.FindIndex(one => one.Id == moved.Id);
        if (at < 0) { return; }
        options.Part.Meter.End(AccessName, moved.Error, _accesses[at].Begun);
        _accesses.RemoveAt(at);
        Player?.Tell(moved, Self);
    }

    private void Answer(DriverCall call, ContainerMessage.Done done)
    {
        options.Part.Meter.End(call.Kind == DriverCallKind.Pin ? PinName : UnpinName, done.Error, call.Begun);
        Player!.Tell(done, Self);
    }

    private void RefuseToAsk(string operation, object refusal)
    {
        options.Part.Meter.End(operation, Errno.EINVAL, begun: 0);
        Player!.Tell(refusal, Self);
    }

    private void Pin(ContainerMessage.Pin pin)
    {
        List<ContainerMessage.PinListEntry> list = [.. _entries];
        _entries.Clear();
        if (!MayAsk)
        {
            RefuseToAsk(PinName, Refusal(Errno.EINVAL));
            return;
        }

        foreach (var entry in list) { Send(_container, entry with { Held = entry.Pages }); }
        _calls.Enqueue(new(DriverCallKind.Pin, Player));
        Send(_container, pin with { Group = options.Group });
    }

    private void Unpin(ContainerMessage.Unpin unpin)
    {
        List<(Iova Iova, PageCount Pages)> list = [.. _entries.Select(one => (one.Iova, one.Pages))];
        list.Add((unpin.Iova, unpin.Pages));
        _entries.Clear();
        if (!MayAsk)
        {
            RefuseToAsk(UnpinName, Refusal(Errno.EINVAL));
            return;
        }

        // The container refuses a list that is too long as a whole: nothing of it is given back.
        var all = list.Select(one => one.Pages).Aggregate((sum, one) => sum.PlusMost(one));
        var runs = all <= ContainerMessage.PagesMost && unpin.Pages > default(PageCount)
            ? [.. list.SelectMany(one => _pins.Take(one.Iova, one.Pages))]
            : list.ConvertAll(one => (one.Iova, one.Pages, Held: one.Pages));
        foreach (var (iova, pages, held) in runs[..^1])
        {
            Send(_container, new ContainerMessage.PinListEntry(iova, pages, held));
        }

        _calls.Enqueue(new(DriverCallKind.Unpin, Player) { Unpinned = runs[0].Iova });
        Send(_container, new ContainerMessage.Unpin(runs[^1].Iova, runs[^1].Pages, runs[^1].Held));
    }

    private void Access(ContainerMessage.Access access)
    {
        if (!MayAsk)
        {
            RefuseToAsk(AccessName, new ContainerMessage.Moved(default, Errno.EINVAL, access.Id));
            return;
        }

        _accesses.Add((access.Id, CallMeter.Begin()));
        Send(_container, in access);
    }

    private void DropAll()
    {
        foreach (var (iova, pages) in _pins.TakeAll()) { Drop(iova, pages); }
    }

    private void Drop(Iova iova, PageCount pages)
    {
        _calls.Enqueue(new(DriverCallKind.Drop, null));
        Send(_container, new ContainerMessage.Unpin(iova, pages, pages));
    }
}
