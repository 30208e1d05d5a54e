using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>
/// How a domain keeps its open requests and its lock. The lock stands for the kernel's device_domain_lock as far as it
/// protects one domain: who has it is served, who asks for it waits, and it is passed on at the end of a step.
/// </summary>
internal static class AuxRequestTable
{
    /// <summary>What the kernel calls the lock.</summary>
    internal const string Lock = "device_domain_lock";

    /// <summary>Writes a request down, or refuses it when there are too many.</summary>
    internal static bool TryOpen<T>(AuxDomainState state, in T request, ActorId client, Outbox outbox)
        where T : unmanaged, IMessage
    {
        if (!state.Open.IsFull)
        {
            state.Open[outbox.Serving] = KeptMessage.Of(client, outbox.Serving, in request);
            return true;
        }

        Answer(client, Errno.EAGAIN, outbox);
        return false;
    }

    /// <summary>Asks for the lock. The end of the step gives it, if it is free.</summary>
    internal static void AskLock(AuxDomainState state, Outbox outbox)
    {
        if (state.Holder.Value is var holder && holder != OperationId.None)
        {
            outbox.Note($"waits for {Lock}, held by {state.Open[holder].From}");
        }

        state.Waiting.Enqueue(outbox.Serving);
    }

    internal static bool HasLock(AuxDomainState state, Outbox outbox) => state.Holder.Value == outbox.Serving;

    internal static void DropLock(AuxDomainState state, Outbox outbox)
    {
        if (!HasLock(state, outbox)) { return; }
        outbox.Note($"releases {Lock}");
        state.Holder.Value = OperationId.None;
    }

    /// <summary>Drops the lock if the request has it, answers the request and forgets it.</summary>
    internal static void Close(AuxDomainState state, in AuxDomainMessage.Done answer, Outbox outbox)
    {
        var client = state.Open[outbox.Serving].From;
        DropLock(state, outbox);
        state.Open.Remove(outbox.Serving);
        Answer(client, in answer, outbox);
    }

    internal static void Close(AuxDomainState state, Errno error, Outbox outbox) =>
        Close(state, new AuxDomainMessage.Done(error, 0, Errno.None), outbox);

    /// <summary>Answers a request that was never written down.</summary>
    internal static void Answer(ActorId client, Errno error, Outbox outbox) =>
        Answer(client, new AuxDomainMessage.Done(error, 0, Errno.None), outbox);

    private static void Answer(ActorId client, in AuxDomainMessage.Done answer, Outbox outbox)
    {
        outbox.Note($"returns {answer.Error.Returned()}");
        outbox.Send(client, in answer);
    }
}
