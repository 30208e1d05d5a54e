using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How a container keeps its calls and its lock, and answers. A step serves one of the calls.</summary>
internal static class SpaprCallQueue
{
    /// <summary>The call that the step serves.</summary>
    internal static SpaprCall Current(SpaprContainerState state, Outbox outbox)
    {
        Ensure.That(state.Calls.TryGet(outbox.Serving, out var call), "an answer is to a call in flight");
        return call;
    }

    /// <summary>A call is in flight from now on, with the lock or without.</summary>
    internal static void Begin(SpaprContainerState state, in KeptMessage message, bool locks)
    {
        state.Calls[message.Operation] = new(message, SpaprStage.None, locks ? 1 : 0);
        if (locks) { state.IsLocked.Value = 1; }
    }

    /// <summary>The call waits for something.</summary>
    internal static void Await(SpaprContainerState state, SpaprStage stage, Outbox outbox) =>
        state.Calls[outbox.Serving] = Current(state, outbox) with { Stage = stage };

    /// <summary>Answers the call without a value, and gives the lock back if it has it.</summary>
    internal static void Finish(SpaprContainerState state, Errno error, Outbox outbox) =>
        Finish(state, new SpaprContainerMessage.Done(0, error, 0), outbox);

    /// <summary>Answers the call, as users or as groups hear it, and gives the lock back if it has it.</summary>
    internal static void Finish(SpaprContainerState state, in SpaprContainerMessage.Done answer, Outbox outbox)
    {
        var call = Current(state, outbox);
        var client = call.Message.From;
        if (call.IsOfGroup)
        {
            Answer(client, new ContainerMessage.Done(answer.Value, answer.Error, answer.Warned), outbox);
        }
        else { Answer(client, in answer, outbox); }

        state.Calls.Remove(outbox.Serving);
        if (call.HasLock != 0) { state.IsLocked.Value = 0; }
    }

    /// <summary>Answers a user.</summary>
    internal static void Answer(ActorId user, in SpaprContainerMessage.Done answer, Outbox outbox)
    {
        outbox.Note($"returns {Text(answer.Value, answer.Error)}");
        outbox.Send(user, in answer);
    }

    /// <summary>Answers a group, or who has the file.</summary>
    internal static void Answer(ActorId client, in ContainerMessage.Done answer, Outbox outbox)
    {
        outbox.Note($"returns {Text(answer.Value, answer.Error)}");
        outbox.Send(client, in answer);
    }

    private static string Text(ulong value, Errno error) =>
        error == Errno.None ? value.ToString(CultureInfo.InvariantCulture) : error.Returned();
}
