using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>What a container answers at once, whoever has its lock.</summary>
internal sealed class SpaprFileSteps(SpaprContainerOptions options, SpaprGate gate)
{
    /// <summary>Whether users are sent away: too many calls are in flight or wait.</summary>
    internal bool IsFull(SpaprContainerState state) => state.Calls.Count + state.Waiting.Count >= options.CallsMax;

    /// <summary>Sends a user away.</summary>
    internal static void SendAway(ActorId user, Outbox outbox) => AnswerUser(user, Errno.EAGAIN, outbox);

    internal void Describe(
        SpaprContainerState state, in SpaprContainerMessage.Describe call, ActorId user, Outbox outbox)
    {
        var error = IsFull(state) ? Errno.EAGAIN : gate.OfDescribe(state, new(call.Modes, call.Caller));
        if (error == Errno.None)
        {
            var isDynamic = options.HasDynamicWindows && state.Kind.Value == SpaprKind.Second;
            outbox.Send(user, new SpaprContainerMessage.Description(
                default, options.DefaultWindow, isDynamic ? options.PageSizes : 0,
                isDynamic ? SpaprContainerState.WindowsMax : 0, isDynamic ? TableSize.LevelsMost : 0));
        }

        AnswerUser(user, error, outbox);
    }

    internal void RawCall(
        SpaprContainerState state, in SpaprContainerMessage.RawCall call, ActorId user, Outbox outbox) =>
        AnswerUser(user, IsFull(state) ? Errno.EAGAIN : gate.OfNumber(state, call.Number, call.Caller), outbox);

    internal static void Open(SpaprContainerState state, ActorId client, Outbox outbox)
    {
        var error = state.IsOpen.Value != 0 ? Errno.EBUSY : Errno.None;
        state.IsOpen.Value = 1;
        AnswerFile(client, 0, error, outbox);
    }

    internal static void Close(SpaprContainerState state, ActorId client, Outbox outbox)
    {
        var error = state.IsOpen.Value == 0 ? Errno.EBADF : Errno.None;
        state.IsOpen.Value = 0;
        AnswerFile(client, 0, error, outbox);
    }

    internal static void HasExtension(
        SpaprContainerState state, in ContainerMessage.HasExtension ask, ActorId client, Outbox outbox) =>
        AnswerFile(client, SpaprGroupSteps.Knows(ask.Extension) ? 1UL : 0, Errno.None, outbox);

    /// <summary>A group opens its device.</summary>
    internal static void NeedsKind(SpaprContainerState state, ActorId group, Outbox outbox) =>
        AnswerFile(group, 0, WithoutKind(state), outbox);

    /// <summary>Others ask for a backend that there is as soon as the container has a kind.</summary>
    internal static void AnswersBackend(SpaprContainerState state, ActorId client, Outbox outbox) =>
        outbox.Send(client, new ContainerMessage.Done(0, WithoutKind(state), 0));

    private static Errno WithoutKind(SpaprContainerState state) =>
        state.Kind.Value == SpaprKind.None ? Errno.EINVAL : Errno.None;

    private static void AnswerUser(ActorId user, Errno error, Outbox outbox) =>
        SpaprCallQueue.Answer(user, new SpaprContainerMessage.Done(0, error, 0), outbox);

    private static void AnswerFile(ActorId client, ulong value, Errno error, Outbox outbox) =>
        SpaprCallQueue.Answer(client, new ContainerMessage.Done(value, error, 0), outbox);
}
