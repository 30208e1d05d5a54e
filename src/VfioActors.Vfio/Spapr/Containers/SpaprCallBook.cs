using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How a container keeps its calls and its lock, and answers.</summary>
internal static class SpaprCallBook
{
    /// <summary>The call in hand goes on waiting for something.</summary>
    internal static void Keep(SpaprContainerState state, in SpaprWork work) =>
        state.Works[work.Call.Operation] = work;

    /// <summary>Answers a call without a value, and gives the lock back if it has it.</summary>
    internal static void Finish(SpaprContainerState state, in SpaprWork work, Errno error, Outbox outbox) =>
        Finish(state, in work, new SpaprContainerMessage.Done(0, error, work.Warned), outbox);

    /// <summary>Answers a call, and gives the lock back if it has it.</summary>
    internal static void Finish(
        SpaprContainerState state, in SpaprWork work, in SpaprContainerMessage.Done answer, Outbox outbox)
    {
        Answer(work.Call, in answer, outbox);
        state.Works.Remove(work.Call.Operation);
        if (work.HasLock != 0) { state.IsLocked.Value = 0; }
    }

    /// <summary>Answers a call, as users or as groups hear it.</summary>
    internal static void Answer(in SpaprCall call, in SpaprContainerMessage.Done answer, Outbox outbox)
    {
        outbox.Note($"returns {(answer.Error == Errno.None ? Text(answer.Value) : answer.Error.Returned())}");
        if (call.IsOfGroup)
        {
            outbox.Send(call.Client, new ContainerMessage.Done(answer.Value, answer.Error, answer.Warned));
        }
        else { outbox.Send(call.Client, in answer); }
    }

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
