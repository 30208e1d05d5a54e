using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
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
/// <param name="kernel">How its kernel behaves.</param>
public sealed class GroupBehavior(GroupOptions options, KernelModel kernel) : IBehavior<GroupState>
{
    private const int Viable = 1;
    private const int ContainerSet = 2;

    /// <inheritdoc/>
    public GroupState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Receive(GroupState state, in Envelope envelope, Outbox outbox)
    {
        if (Calls.Hears(in envelope)) { Enqueue(state, in envelope, outbox); }
        else { Answers.Receive(state, in envelope, outbox); }

        while (!state.Current.Value.IsSome && state.Waiting.Count > 0)
        {
            var call = state.Waiting.Dequeue();
            state.Current.Value = call;
            outbox.Serving = call.Operation;
            Calls.Receive(state, in call, outbox);
        }
    }

    /// <summary>What waits for its turn, and what is done when that comes.</summary>
    private MessageTable<GroupState> Calls => field ??= new MessageTable<GroupState>()
        .On<GroupMessage.Open>(Open)
        .On<GroupMessage.Close>(Close)
        .On<GroupMessage.SetContainer>(SetContainer)
        .On<GroupMessage.UnsetContainer>(UnsetContainer)
        .On<GroupMessage.GetStatus>(GetStatus)
        .On<GroupMessage.OpenDevice>(OpenDevice)
        .On<GroupMessage.CloseDevice>(CloseDevice)
        .On<GroupMessage.GetHandle>(GetHandle)
        .On<GroupMessage.PutHandle>(PutHandle);

    /// <summary>What the call in hand waits for.</summary>
    private MessageTable<GroupState> Answers => field ??= new MessageTable<GroupState>()
        .On<ContainerMessage.Done>(OnContainer)
        .On<VendorDriverMessage.Opened>((state, in opened, outbox) => OnOpened(state, opened.Error, outbox))
        .On<VendorDriverMessage.Closed>(OnDeviceClosed)
        .Says<GroupMessage.Handle>()
        .Says<GroupMessage.Done>();

    private static void Enqueue(GroupState state, in Envelope envelope, Outbox outbox)
    {
        if (!state.Waiting.IsFull) { state.Waiting.Enqueue(new(in envelope)); }
        else { outbox.Send(envelope.From, new GroupMessage.Done(Errno.EAGAIN, 0, 0)); }
    }

    private void GetHandle(GroupState state, Outbox outbox)
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
        if (isGiven || kernel.Has(DmaRwDefects.RefusedHandleKeepsGroup)) { state.References.Value++; }
        outbox.Note($"has {Counted.Of(state.References.Value, "reference")}");
        outbox.Send(state.Current.Value.From, new GroupMessage.Handle(error, state.Container.Value));
        state.Current.Value = default;
    }

    /// <summary>With the last handle a group that was closed meanwhile leaves its container.</summary>
    private static void PutHandle(GroupState state, Outbox outbox)
    {
        state.Users.Value--;
        state.References.Value--;
        if (state.IsOpen.Value == 0 && MayLeave(state)) { Leave(state, outbox); }
        else { Finish(state, Errno.None, 0, outbox); }
    }

    /// <summary>Whether nothing keeps it in a container.</summary>
    private static bool MayLeave(GroupState state) =>
        state.Container.Value.IsSomebody && state.DevicesOpen.Value == 0 && state.Users.Value == 0;

    private static void GetStatus(GroupState state, Outbox outbox)
    {
        var flags = state.Container.Value.IsSomebody ? Viable | ContainerSet : Viable;
        if (state.IsOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else { Finish(state, Errno.None, flags, outbox); }
    }

    private static void Open(GroupState state, Outbox outbox)
    {
        var busy = state.IsOpen.Value != 0 || state.Container.Value.IsSomebody;
        if (!busy) { state.IsOpen.Value = 1; }
        Finish(state, busy ? Errno.EBUSY : Errno.None, 0, outbox);
    }

    private static void Close(GroupState state, Outbox outbox)
    {
        if (state.IsOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else if (MayLeave(state)) { Leave(state, outbox); }
        else
        {
            state.IsOpen.Value = 0;
            Finish(state, Errno.None, 0, outbox);
        }
    }

    private void SetContainer(GroupState state, in GroupMessage.SetContainer set, Outbox outbox)
    {
        if (state.IsOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else if (!set.Container.IsSomebody) { Finish(state, kernel.BadContainer, 0, outbox); }
        else if (state.Container.Value.IsSomebody) { Finish(state, Errno.EINVAL, 0, outbox); }
        else { outbox.Send(set.Container, new ContainerMessage.AttachGroup(set.Process)); }
    }

    private static void UnsetContainer(GroupState state, Outbox outbox)
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
    private static void OpenDevice(GroupState state, Outbox outbox)
    {
        if (state.IsOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else if (!state.Container.Value.IsSomebody) { Finish(state, Errno.EINVAL, 0, outbox); }
        else { outbox.Send(state.Container.Value, default(ContainerMessage.OpenDevice)); }
    }

    private void CloseDevice(GroupState state, Outbox outbox)
    {
        if (state.DevicesOpen.Value == 0) { Finish(state, Errno.EBADF, 0, outbox); }
        else if (state.DevicesOpen.Value > 1 || !options.Driver.IsSomebody) { OnDeviceClosed(state, outbox); }
        else { outbox.Send(options.Driver, default(VendorDriverMessage.Close)); }
    }

    private void OnContainer(GroupState state, in ContainerMessage.Done done, Outbox outbox)
    {
        var call = state.Current.Value;
        if (call.Is<GroupMessage.SetContainer>(out var set))
        {
            if (done.Error == Errno.None) { Join(state, set.Container, outbox); }
            Finish(state, done.Error, 0, outbox);
        }
        else if (call.Is<GroupMessage.GetHandle>()) { AnswerHandle(state, done.Error, outbox); }
        else if (call.Is<GroupMessage.OpenDevice>()) { OnMayOpen(state, done.Error, outbox); }
        else { OnLeft(state, in done, outbox); }
    }

    private void OnMayOpen(GroupState state, Errno error, Outbox outbox)
    {
        var isFirst = state.DevicesOpen.Value == 0 && options.Driver.IsSomebody;
        if (error == Errno.None && isFirst) { outbox.Send(options.Driver, default(VendorDriverMessage.Open)); }
        else { OnOpened(state, error, outbox); }
    }

    private void OnLeft(GroupState state, in ContainerMessage.Done done, Outbox outbox)
    {
        Ensure.That(done.Error == Errno.None, "no container keeps a group that leaves");
        Join(state, ActorId.Nobody, outbox);
        if (state.Current.Value.Is<GroupMessage.Close>()) { state.IsOpen.Value = 0; }
        Finish(state, new GroupMessage.Done(Errno.None, 0, done.Warned), outbox);
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
        outbox.Send(state.Current.Value.From, in answer);
        state.Current.Value = default;
    }
}
