using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
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
    private readonly bool _asksForAny = !options.Rules.PinsHaveOwners
        || options.Defects.Has(Type1Defects.UnpinTakesPinsOfOthers);
    private readonly JobSteps _jobs = new(options);
    private readonly AccessSteps _accesses = new(options);

    /// <inheritdoc/>
    public VendorDriverState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Receive(VendorDriverState state, in Envelope envelope, Outbox outbox)
    {
        if (!TryCall(state, in envelope, outbox) && !TryWork(state, in envelope, outbox)
            && !TryHearContainer(state, in envelope, outbox))
        {
            throw Ensure.Unheard(in envelope);
        }
    }

    private bool TryCall(VendorDriverState state, in Envelope envelope, Outbox outbox)
    {
        var from = envelope.From;
        if (envelope.Is<VendorDriverMessage.Pin>(out var pin)) { OnPin(state, pin, from, outbox); }
        else if (envelope.Is<VendorDriverMessage.Unpin>(out var unpin)) { OnUnpin(state, unpin, from, outbox); }
        else if (envelope.Is<VendorDriverMessage.Access>(out var access))
        {
            _accesses.OnAccess(state, in access, (from, MayAsk(state)), outbox);
        }
        else if (envelope.Is<VendorDriverMessage.Also>(out var also)) { OnAlso(state, also, outbox); }
        else if (envelope.Is<VendorDriverMessage.Join>(out var join)) { state.Container.Value = join.Container; }
        else if (envelope.Is<VendorDriverMessage.Open>()) { OnOpen(state, from, outbox); }
        else if (envelope.Is<VendorDriverMessage.Close>()) { OnClose(state, from, outbox); }
        else if (envelope.Is<VendorDriverMessage.SetPolicy>(out var policy))
        {
            state.Policy.Value = policy.Policy;
            outbox.Send(from, default(VendorDriverMessage.Done));
        }
        else if (envelope.Is<VendorDriverMessage.Foresee>(out var foresee))
        {
            state.Foreseen.Enqueue(new(foresee.Iova.Value, foresee.Times.Value, 0));
        }
        else { return false; }

        return true;
    }

    private bool TryWork(VendorDriverState state, in Envelope envelope, Outbox outbox)
    {
        var from = envelope.From;
        if (envelope.Is<VendorDriverMessage.Program>(out var program))
        {
            _jobs.OnProgram(state, program, from, outbox);
        }
        else if (envelope.Is<VendorDriverMessage.Run>(out var run)) { _jobs.OnRun(state, in run, from, outbox); }
        else if (envelope.Is<GroupMessage.Handle>(out var handle)) { _jobs.OnHandle(state, handle, outbox); }
        else if (envelope.Is<GroupMessage.Done>()) { JobSteps.OnPut(state, outbox); }
        else if (envelope.Is<ContainerMessage.Bytes>(out var bytes)) { AccessSteps.OnBytes(state, in bytes, outbox); }
        else if (envelope.Is<ContainerMessage.Moved>(out var moved)) { _accesses.OnMoved(state, in moved, outbox); }
        else { return false; }

        return true;
    }

    private static bool TryHearContainer(VendorDriverState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<VendorDriverMessage.DmaUnmap>(out var unmap)) { DropSteps.OnDmaUnmap(state, unmap, outbox); }
        else if (envelope.Is<ContainerMessage.Pinned>(out var pinned)) { OnPinned(state, pinned, outbox); }
        else if (envelope.Is<ContainerMessage.Done>(out var done)) { OnDone(state, done, outbox); }
        else { return false; }

        return true;
    }

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

    private void OnAlso(VendorDriverState state, VendorDriverMessage.Also also, Outbox outbox)
    {
        if (!MayAsk(state)) { return; }
        outbox.Send(state.Container.Value, new ContainerMessage.Also(also.Iova, also.Pages, also.Pages));
    }

    private void OnPin(VendorDriverState state, VendorDriverMessage.Pin pin, ActorId client, Outbox outbox)
    {
        // Whoever pins nothing is refused before the kernel looks at the device.
        if (!MayAsk(state)) { Refuse(client, pin.Pages, pin.Pages.Value > 0, outbox); }
        else
        {
            Ask(state, client, DriverCallKind.Pin,
                new ContainerMessage.Pin(pin.Iova, pin.Pages, pin.Rights, options.Group), outbox);
        }
    }

    private void OnUnpin(VendorDriverState state, VendorDriverMessage.Unpin unpin, ActorId client, Outbox outbox)
    {
        if (!MayAsk(state))
        {
            Refuse(client, unpin.Pages, warns: true, outbox);
            return;
        }

        var (iova, left) = (unpin.Iova.Value, unpin.Pages.Value);
        var (held, pages) = Front(state, iova, left);
        while (pages < left)
        {
            outbox.Send(state.Container.Value, new ContainerMessage.Also(new(iova), new(pages), new(held)));
            (iova, left) = (iova + (pages << Paging.Shift), left - pages);
            (held, pages) = Front(state, iova, left);
        }

        DropSteps.Forget(state, unpin.Iova.Value, unpin.Pages.Value);
        Ask(state, client, DriverCallKind.Unpin, new ContainerMessage.Unpin(new(iova), new(pages), new(held)), outbox);
    }

    /// <summary>
    /// How many pages from an address on the driver holds, and how far what it does not hold then goes.
    /// </summary>
    private (ulong Held, ulong Pages) Front(VendorDriverState state, ulong iova, ulong most)
    {
        if (_asksForAny || most > ContainerMessage.PagesMost) { return (most, most); }
        var held = DropSteps.Stretch(state, iova, most, isHeld: true);
        return (held, held + DropSteps.Stretch(state, iova + (held << Paging.Shift), most - held, isHeld: false));
    }

    private bool MayAsk(VendorDriverState state) =>
        state.Container.Value.IsSomebody && (state.IsOpen.Value != 0 || !options.Rules.PinsNeedOpenDevice);

    /// <summary>A kernel that does not ask for an open device counts pages before it asks for a container.</summary>
    private void Refuse(ActorId client, PageCount pages, bool warns, Outbox outbox)
    {
        var tooMany = !options.Rules.PinsNeedOpenDevice && pages.Value > ContainerMessage.PagesMost;
        var error = tooMany ? Errno.E2BIG : Errno.EINVAL;
        var warned = warns && options.Rules.Warns ? 1 : 0;
        outbox.Send(client, new VendorDriverMessage.Done(default, error, warned));
    }

    private static void OnPinned(VendorDriverState state, ContainerMessage.Pinned pinned, Outbox outbox)
    {
        DropSteps.Keep(state, pinned.Iova.Value, pinned.Pages.Value);
        var call = state.Calls[0];
        outbox.Send(call.Client, new VendorDriverMessage.Page(pinned.Iova, pinned.Pages, pinned.First));
    }

    private static void OnDone(VendorDriverState state, ContainerMessage.Done done, Outbox outbox)
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
