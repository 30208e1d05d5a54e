using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Groups;

/// <summary>
/// One group: the smallest set of devices that can be isolated, with its file. It does one call after the other, and
/// asks its container and its device's driver for their part.
/// </summary>
/// <param name="options">What it is like.</param>
/// <param name="rules">The rules of the kernel.</param>
public sealed class GroupBehavior(GroupOptions options, KernelRules rules) : IBehavior<GroupState>
{
    private const int Viable = 1;
    private const int ContainerSet = 2;

    /// <inheritdoc/>
    public GroupState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Receive(GroupState state, in Envelope envelope, Outbox outbox)
    {
        if (TryCall(in envelope, out var call)) { OnCall(state, in call, outbox); }
        else if (envelope.Is<ContainerMessage.Done>(out var done)) { OnContainer(state, done, outbox); }
        else if (envelope.Is<VendorDriverMessage.Opened>(out var opened)) { OnOpened(state, opened.Error, outbox); }
        else if (envelope.Is<VendorDriverMessage.Closed>()) { OnDeviceClosed(state, outbox); }
        else { throw Ensure.Unheard(in envelope); }

        while (state.Hand.Value.Kind == GroupCallKind.None && state.Waiting.Count > 0)
        {
            state.Hand.Value = state.Waiting.Dequeue();
            outbox.Serving = state.Hand.Value.Operation;
            Begin(state, outbox);
        }
    }

    private static bool TryCall(in Envelope envelope, out GroupCall call)
    {
        var container = envelope.Is<GroupMessage.SetContainer>(out var set) ? set.Container : ActorId.Nobody;
        var kind = envelope.Is<GroupMessage.Open>() ? GroupCallKind.Open
            : envelope.Is<GroupMessage.Close>() ? GroupCallKind.Close
            : envelope.Is<GroupMessage.SetContainer>() ? GroupCallKind.SetContainer
            : envelope.Is<GroupMessage.UnsetContainer>() ? GroupCallKind.UnsetContainer
            : envelope.Is<GroupMessage.GetStatus>() ? GroupCallKind.GetStatus
            : envelope.Is<GroupMessage.OpenDevice>() ? GroupCallKind.OpenDevice
            : envelope.Is<GroupMessage.CloseDevice>() ? GroupCallKind.CloseDevice
            : envelope.Is<GroupMessage.GetHandle>() ? GroupCallKind.GetHandle
            : envelope.Is<GroupMessage.PutHandle>() ? GroupCallKind.PutHandle
            : GroupCallKind.None;
        call = new(envelope.From, envelope.Operation, kind, container, set.Process);
        return kind != GroupCallKind.None;
    }

    private static void OnCall(GroupState state, in GroupCall call, Outbox outbox)
    {
        if (!state.Waiting.IsFull) { state.Waiting.Enqueue(in call); }
        else { outbox.Send(call.Client, new GroupMessage.Done(Errno.EAGAIN, 0, 0)); }
    }

    private void Begin(GroupState state, Outbox outbox)
    {
        switch (state.Hand.Value.Kind)
        {
            case GroupCallKind.Open: BeginOpen(state, outbox); break;
            case GroupCallKind.Close: BeginClose(state, outbox); break;
            case GroupCallKind.SetContainer: BeginSet(state, outbox); break;
            case GroupCallKind.UnsetContainer: BeginUnset(state, outbox); break;
            case GroupCallKind.GetStatus: BeginStatus(state, outbox); break;
            case GroupCallKind.OpenDevice: BeginOpenDevice(state, outbox); break;
            case GroupCallKind.GetHandle: BeginGetHandle(state, outbox); break;
            case GroupCallKind.PutHandle: BeginPutHandle(state, outbox); break;
            default: BeginCloseDevice(state, outbox); break;
        }
    }

    private void BeginGetHandle(GroupState state, Outbox outbox)
    {
        var error = !state.Container.Value.IsSomebody ? Errno.EINVAL
            : options.HasNoIommu ? Errno.EPERM
            : Errno.None;
        if (error != Errno.None) { AnswerHandle(state, error, outbox); }
        else { outbox.Send(state.Container.Value, default(ContainerMessage.FindBackend)); }
    }

    private void AnswerHandle(GroupState state, Errno error, Outbox outbox)
    {
        var isGiven = error == Errno.None;
        if (isGiven) { state.Users.Value++; }
        if (isGiven || options.Defects.Has(DmaRwDefects.RefusedHandleKeepsGroup)) { state.References.Value++; }
        outbox.Note($"has {state.References.Value} references");
        outbox.Send(state.Hand.Value.Client, new GroupMessage.Handle(error, state.Container.Value));
        state.Hand.Value = default;
    }

    /// <summary>With the last handle a group that was closed meanwhile leaves its container.</summary>
    private static void BeginPutHandle(GroupState state, Outbox outbox)
    {
        state.Users.Value--;
        state.References.Value--;
        if (state.IsOpen.Value == 0 && MayLeave(state)) { Leave(state, outbox); }
        else { Finish(state, Errno.None, 0, outbox); }
    }

    /// <summary>Whether nothing keeps it in a container.</summary>
    private static bool MayLeave(GroupState state) =>
        state.Container.Value.IsSomebody && state.DevicesOpen.Value == 0 && state.Users.Value == 0;

    private static void BeginStatus(GroupState state, Outbox outbox)
    {
        var flags = state.Container.Value.IsSomebody ? Viable | ContainerSet : Viable;
        if (state.IsOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else { Finish(state, Errno.None, flags, outbox); }
    }

    private static void BeginOpen(GroupState state, Outbox outbox)
    {
        var busy = state.IsOpen.Value != 0 || state.Container.Value.IsSomebody;
        if (!busy) { state.IsOpen.Value = 1; }
        Finish(state, busy ? Errno.EBUSY : Errno.None, 0, outbox);
    }

    private static void BeginClose(GroupState state, Outbox outbox)
    {
        if (state.IsOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else if (MayLeave(state)) { Leave(state, outbox); }
        else
        {
            state.IsOpen.Value = 0;
            Finish(state, Errno.None, 0, outbox);
        }
    }

    private void BeginSet(GroupState state, Outbox outbox)
    {
        var call = state.Hand.Value;
        if (state.IsOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else if (!call.Container.IsSomebody) { Finish(state, rules.BadContainer, 0, outbox); }
        else if (state.Container.Value.IsSomebody) { Finish(state, Errno.EINVAL, 0, outbox); }
        else { outbox.Send(call.Container, new ContainerMessage.AttachGroup(call.Process)); }
    }

    private static void BeginUnset(GroupState state, Outbox outbox)
    {
        var error = state.IsOpen.Value == 0 ? Errno.EBADF
            : !state.Container.Value.IsSomebody ? Errno.EINVAL
            : !MayLeave(state) ? Errno.EBUSY
            : Errno.None;
        if (error == Errno.None) { Leave(state, outbox); }
        else { Finish(state, error, 0, outbox); }
    }

    private static void Leave(GroupState state, Outbox outbox) =>
        outbox.Send(state.Container.Value, default(ContainerMessage.DetachGroup));

    /// <summary>The device of a group that has one and a driver for it; the first opening is the driver's.</summary>
    private static void BeginOpenDevice(GroupState state, Outbox outbox)
    {
        if (state.IsOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else if (!state.Container.Value.IsSomebody) { Finish(state, Errno.EINVAL, 0, outbox); }
        else { outbox.Send(state.Container.Value, default(ContainerMessage.OpenDevice)); }
    }

    private void BeginCloseDevice(GroupState state, Outbox outbox)
    {
        if (state.DevicesOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else if (state.DevicesOpen.Value > 1 || !options.Driver.IsSomebody) { OnDeviceClosed(state, outbox); }
        else { outbox.Send(options.Driver, default(VendorDriverMessage.Close)); }
    }

    private void OnContainer(GroupState state, ContainerMessage.Done done, Outbox outbox)
    {
        var call = state.Hand.Value;
        switch (call.Kind)
        {
            case GroupCallKind.SetContainer:
                if (done.Error == Errno.None) { Join(state, call.Container, outbox); }
                Finish(state, done.Error, 0, outbox);
                break;
            case GroupCallKind.GetHandle:
                AnswerHandle(state, done.Error, outbox);
                break;
            case GroupCallKind.OpenDevice when done.Error != Errno.None || state.DevicesOpen.Value > 0
                || !options.Driver.IsSomebody:
                OnOpened(state, done.Error, outbox);
                break;
            case GroupCallKind.OpenDevice:
                outbox.Send(options.Driver, default(VendorDriverMessage.Open));
                break;
            default:
                Ensure.That(done.Error == Errno.None, "no container keeps a group that leaves");
                Join(state, ActorId.Nobody, outbox);
                if (call.Kind == GroupCallKind.Close) { state.IsOpen.Value = 0; }
                Finish(state, new GroupMessage.Done(Errno.None, 0, done.Warned), outbox);
                break;
        }
    }

    private void Join(GroupState state, ActorId container, Outbox outbox)
    {
        state.Container.Value = container;
        if (options.Driver.IsSomebody) { outbox.Send(options.Driver, new VendorDriverMessage.Join(container)); }
    }

    private static void OnOpened(GroupState state, Errno error, Outbox outbox)
    {
        if (error == Errno.None) { state.DevicesOpen.Value++; }
        Finish(state, error, 0, outbox);
    }

    /// <summary>With the last device a group whose file is closed leaves its container.</summary>
    private static void OnDeviceClosed(GroupState state, Outbox outbox)
    {
        state.DevicesOpen.Value--;
        if (state.IsOpen.Value == 0 && MayLeave(state)) { Leave(state, outbox); }
        else { Finish(state, Errno.None, 0, outbox); }
    }

    private static void Finish(GroupState state, Errno error, int value, Outbox outbox) =>
        Finish(state, new GroupMessage.Done(error, value, 0), outbox);

    private static void Finish(GroupState state, in GroupMessage.Done answer, Outbox outbox)
    {
        outbox.Note($"returns {answer.Error.Returned()}");
        outbox.Send(state.Hand.Value.Client, in answer);
        state.Hand.Value = default;
    }
}
