using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>
/// The driver of one mediated device: it pins pages of its container for its device, and drops them when it is told
/// that they go away.
/// </summary>
/// <param name="options">What it is like.</param>
public sealed class VendorDriverBehavior(VendorDriverOptions options) : IBehavior<VendorDriverState>
{
    private readonly DropSteps _drops = new(options);
    private readonly ListSteps _lists = new(options);
    private readonly JobSteps _jobs = new(options);
    private readonly AccessSteps _accesses = new(options);

    /// <inheritdoc/>
    public VendorDriverState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Receive(VendorDriverState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<VendorDriverState> Hears => field ??= new MessageTable<VendorDriverState>()
        .On<VendorDriverMessage.Join>(OnJoin)
        .On<VendorDriverMessage.Open>(OnOpen)
        .On<VendorDriverMessage.Close>(OnClose)
        .On<VendorDriverMessage.Pin>(OnPin)
        .On<VendorDriverMessage.Unpin>(OnUnpin)
        .On<VendorDriverMessage.PinListEntry>(OnPinListEntry)
        .On<VendorDriverMessage.Access>(OnAccess)
        .On<VendorDriverMessage.Program>(_jobs.OnProgram)
        .On<VendorDriverMessage.Run>(_jobs.OnRun)
        .On<VendorDriverMessage.SetPolicy>(OnSetPolicy)
        .On<VendorDriverMessage.DmaUnmap>(DropSteps.OnDmaUnmap)
        .On<GroupMessage.Handle>(_jobs.OnHandle)
        .On<GroupMessage.Done>(JobSteps.OnPut)
        .On<ContainerMessage.Bytes>(AccessSteps.OnBytes)
        .On<ContainerMessage.Moved>(_accesses.OnMoved)
        .On<ContainerMessage.Pinned>(OnPinned)
        .On<ContainerMessage.Done>(OnDone)
        .Says<VendorDriverMessage.Opened>()
        .Says<VendorDriverMessage.Closed>()
        .Says<VendorDriverMessage.Page>()
        .Says<VendorDriverMessage.Done>()
        .Says<VendorDriverMessage.Bytes>()
        .Says<VendorDriverMessage.Moved>();

    private static void OnJoin(VendorDriverState state, in VendorDriverMessage.Join join, Outbox outbox) =>
        state.Container.Value = join.Container;

    private static void OnSetPolicy(
        VendorDriverState state, in VendorDriverMessage.SetPolicy set, ActorId from, Outbox outbox)
    {
        state.Policy.Value = set.Policy;
        outbox.Send(from, default(VendorDriverMessage.Done));
    }

    private void OnAccess(
        VendorDriverState state, in VendorDriverMessage.Access access, ActorId client, Outbox outbox) =>
        _accesses.OnAccess(state, in access, (client, MayAsk(state)), outbox);

    private void OnOpen(VendorDriverState state, ActorId group, Outbox outbox)
    {
        state.IsOpen.Value = 1;
        if (options.HasCallback) { Ask(state, group, DriverCallKind.Listen, default(ContainerMessage.Listen), outbox); }
        else { outbox.Send(group, new VendorDriverMessage.Opened(Errno.None)); }
    }

    /// <summary>What it holds goes first, so that nothing is pinned when it stops listening.</summary>
    private void OnClose(VendorDriverState state, ActorId group, Outbox outbox)
    {
        _drops.DropForClose(state, outbox);
        state.IsOpen.Value = 0;
        if (state.Listens.Value != 0)
        {
            Ask(state, group, DriverCallKind.Unlisten, default(ContainerMessage.Unlisten), outbox);
        }
        else { outbox.Send(group, default(VendorDriverMessage.Closed)); }
    }

    /// <summary>Whether the list is of pages to pin or to give back its end says: until then it waits.</summary>
    private static void OnPinListEntry(
        VendorDriverState state, in VendorDriverMessage.PinListEntry entry, Outbox outbox) =>
        state.Listed.Enqueue(new(entry.Iova, entry.Pages));

    private void OnPin(VendorDriverState state, in VendorDriverMessage.Pin pin, ActorId client, Outbox outbox)
    {
        var pages = ListSteps.PagesWith(state, pin.Pages);
        if (!MayAsk(state))
        {
            // Whoever pins nothing is refused before the kernel looks at the device.
            ListSteps.Forget(state);
            Refuse(client, pages, pages.Value > 0, outbox);
            return;
        }

        ListSteps.SendPins(state, outbox);
        Ask(state, client, DriverCallKind.Pin,
            new ContainerMessage.Pin(pin.Iova, pin.Pages, pin.Rights, options.Group), outbox);
    }

    private void OnUnpin(VendorDriverState state, in VendorDriverMessage.Unpin unpin, ActorId client, Outbox outbox)
    {
        if (!MayAsk(state))
        {
            var pages = ListSteps.PagesWith(state, unpin.Pages);
            ListSteps.Forget(state);
            Refuse(client, pages, warns: true, outbox);
            return;
        }

        var last = _lists.SendUnpins(state, new(unpin.Iova, unpin.Pages), outbox);
        Ask(state, client, DriverCallKind.Unpin, last, outbox);
    }

    private bool MayAsk(VendorDriverState state) =>
        state.Container.Value.IsSomebody && (state.IsOpen.Value != 0 || !options.Kernel.PinsNeedOpenDevice);

    /// <summary>A kernel that does not ask for an open device counts pages before it asks for a container.</summary>
    private void Refuse(ActorId client, PageCount pages, bool warns, Outbox outbox)
    {
        var tooMany = !options.Kernel.PinsNeedOpenDevice && pages > ContainerMessage.PagesMost;
        var error = tooMany ? Errno.E2BIG : Errno.EINVAL;
        var warned = warns && options.Kernel.Warns ? 1 : 0;
        outbox.Send(client, new VendorDriverMessage.Done(default, error, warned));
    }

    private static void OnPinned(VendorDriverState state, in ContainerMessage.Pinned pinned, Outbox outbox)
    {
        DropSteps.Keep(state, pinned.Iova, pinned.Pages);
        var call = state.Calls[0];
        outbox.Send(call.Client, new VendorDriverMessage.Page(pinned.Iova, pinned.Pages, pinned.First));
    }

    private static void OnDone(VendorDriverState state, in ContainerMessage.Done done, Outbox outbox)
    {
        var call = state.Calls.Dequeue();
        switch (call.Kind)
        {
            case DriverCallKind.Pin or DriverCallKind.Unpin:
                outbox.Send(call.Client, new VendorDriverMessage.Done(new(done.Value), done.Error, done.Warned));
                break;
            case DriverCallKind.Listen:
                state.Listens.Value = done.Error == Errno.None ? 1 : 0;
                state.IsOpen.Value = state.Listens.Value;
                outbox.Send(call.Client, new VendorDriverMessage.Opened(done.Error));
                break;
            case DriverCallKind.Unlisten:
                state.Listens.Value = 0;
                outbox.Send(call.Client, default(VendorDriverMessage.Closed));
                break;
            case DriverCallKind.Leave:
                DropSteps.OnLeft(state, outbox);
                break;
            default:
                break;
        }
    }

    private static void Ask<T>(
        VendorDriverState state, ActorId client, DriverCallKind kind, in T message, Outbox outbox)
        where T : unmanaged, IMessage
    {
        state.Calls.Enqueue(new(client, outbox.Serving, kind));
        outbox.Send(state.Container.Value, in message);
    }
}
