using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>
/// How a container keeps its calls and its lock: the current call has the lock, the others wait in the order of their
/// arrival. Each is the message that made it.
/// </summary>
/// <param name="current">The part of the state that holds the call that has the lock.</param>
/// <param name="stage">The part of the state that says what it waits for.</param>
/// <param name="waiting">The part of the state that holds the calls that wait.</param>
/// <param name="usersMost">How many calls may wait before those of users are refused.</param>
public sealed class CallQueue(
    Variable<KeptMessage> current, Variable<CallStage> stage, Fifo<KeptMessage> waiting, int usersMost)
{
    /// <summary>What the kernel calls the lock.</summary>
    internal const string Lock = "iommu->lock";

    /// <summary>The call that has the lock; none when it is free.</summary>
    public KeptMessage Current
    {
        get => current.Value;
        internal set => current.Value = value;
    }

    /// <summary>Whether a call has the lock.</summary>
    public bool IsLocked => current.Value.IsSome;

    /// <summary>What the current call waits for.</summary>
    public CallStage Stage
    {
        get => stage.Value;
        internal set => stage.Value = value;
    }

    /// <summary>The calls that wait for the lock, the oldest first.</summary>
    public Fifo<KeptMessage> Waiting { get; } = waiting;

    /// <summary>
    /// Lets a call wait for the lock. A call of a user is refused when too many wait; drivers are heard always, so that
    /// they are answered in the order in which they asked, and so are groups that leave: nobody can keep them.
    /// </summary>
    internal void Enqueue(in Envelope envelope, Outbox outbox)
    {
        if (Waiting.Count < usersMost || IsHeardAlways(in envelope))
        {
            if (IsLocked) { outbox.Note($"waits for {Lock}, held by {Current.From}"); }
            Waiting.Enqueue(new(in envelope));
            return;
        }

        outbox.Note($"returns {Errno.EAGAIN.Returned()}");
        if (envelope.Is<ContainerMessage.Access>(out var access))
        {
            outbox.Send(envelope.From, new ContainerMessage.Moved(default, Errno.EAGAIN, access.Id));
            return;
        }

        outbox.Send(envelope.From, new ContainerMessage.Done(0, Errno.EAGAIN, 0));
    }

    /// <summary>Gives the lock to the oldest call that waits.</summary>
    internal KeptMessage TakeNext(in Envelope heard, Outbox outbox)
    {
        var call = Waiting.Dequeue();
        outbox.Serving = call.Operation;
        if (call.Operation != heard.Operation) { outbox.Note($"takes {Lock}"); }
        Current = call;
        return call;
    }

    /// <summary>Answers the current call, which is about to give the lock back.</summary>
    internal void Answer(in ContainerMessage.Done answer, Outbox outbox)
    {
        if (Waiting.Count > 0) { outbox.Note($"releases {Lock}"); }
        if (answer.Error == Errno.None) { outbox.Note($"returns {answer.Value}"); }
        else { outbox.Note($"returns {answer.Error.Returned()}"); }

        outbox.Send(Current.From, in answer);
    }

    /// <summary>Gives the lock back without an answer.</summary>
    internal void Drop()
    {
        Current = default;
        Stage = CallStage.None;
    }

    private static bool IsHeardAlways(in Envelope envelope) =>
        envelope.Is<ContainerMessage.Told>() || envelope.Is<ContainerMessage.PinListEntry>()
        || envelope.Is<ContainerMessage.Unpin>() || envelope.Is<ContainerMessage.Pin>()
        || envelope.Is<ContainerMessage.Listen>() || envelope.Is<ContainerMessage.Unlisten>()
        || envelope.Is<ContainerMessage.DetachGroup>();
}
