using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.GuestMemories;

namespace VfioActors.Vfio.Containers.States;

/// <summary>How leases are found and taken back: what goes away first lets no copy be on its way.</summary>
internal static class Leases
{
    /// <summary>The lowest lease that is free, from 1.</summary>
    internal static int Free(ContainerState state)
    {
        var lease = 1;
        while (state.Accesses.Contains(lease)) { lease++; }
        return lease;
    }

    /// <summary>Asks the memory to end the copies of a mapping.</summary>
    /// <returns>Whether there are any: then they are to be waited for.</returns>
    internal static bool CancelIn(ContainerState state, MappingKey key, ActorId memory, Outbox outbox)
    {
        var any = false;
        for (var at = 0; at < state.Accesses.Count; at++)
        {
            if (state.Accesses.Values[at].At != key) { continue; }
            any = true;
            Cancel(state, at, memory, outbox);
        }

        return any;
    }

    /// <summary>Asks the memory to end the copies of a driver, or all of them.</summary>
    /// <returns>Whether there are any: then they are to be waited for.</returns>
    internal static bool CancelOf(ContainerState state, ActorId driver, bool all, (ActorId Memory, Outbox Box) to)
    {
        var any = false;
        for (var at = 0; at < state.Accesses.Count; at++)
        {
            var work = state.Accesses.Values[at];
            if (work.Count.Value == 0 || (!all && work.Client != driver)) { continue; }
            any = true;
            Cancel(state, at, to.Memory, to.Box);
        }

        return any;
    }

    private static void Cancel(ContainerState state, int at, ActorId memory, Outbox outbox)
    {
        var (lease, work) = (state.Accesses.Keys[at], state.Accesses.Values[at]);
        if (work.Marks.HasFlag(AccessMarks.Cancelled)) { return; }
        state.Accesses[lease] = work with { Marks = work.Marks | AccessMarks.Cancelled };
        outbox.Note($"takes lease {lease} back");
        outbox.Send(memory, new GuestMemoryMessage.Cancel(lease));
    }
}
