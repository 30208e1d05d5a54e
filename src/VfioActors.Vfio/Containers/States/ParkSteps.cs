using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.Mappings;

namespace VfioActors.Vfio.Containers.States;

/// <summary>
/// How a call sleeps without the lock until another wakes it: only with a defect, since the reference refuses instead.
/// </summary>
internal static class ParkSteps
{
    /// <summary>Lets the call in hand sleep, and remembers the mapping that it looks at.</summary>
    internal static void Park(ContainerState state, MappingKey mapping, Outbox outbox)
    {
        var slot = 0;
        while (state.Suspended.Contains(slot)) { slot++; }
        outbox.Note($"sleeps");
        state.Suspended[slot] = state.Current.Value with { At = mapping, Marks = WorkMarks.SameMapping };
        CallQueue.Drop(state);
    }

    /// <summary>Wakes the drivers that wait for a valid vaddr, when all are valid again.</summary>
    internal static void WakePins(ContainerState state)
    {
        if (state.InvalidVaddrs.Value == 0 && state.Suspended.Count > 0) { Wake(state, RequestKind.Pin); }
    }

    /// <summary>
    /// Wakes the calls of a kind: they start again, the lists of drivers being there already, and know whether the
    /// mapping that they looked at went meanwhile.
    /// </summary>
    internal static void Wake(ContainerState state, RequestKind kind)
    {
        for (var at = state.Suspended.Count - 1; at >= 0; at--)
        {
            var (slot, work) = (state.Suspended.Keys[at], state.Suspended.Values[at]);
            if (work.Request.Kind != kind) { continue; }
            state.Suspended.Remove(slot);
            var went = work.Marks.HasFlag(WorkMarks.SameMapping) ? 0UL : 1;
            state.Waiting.Enqueue(work.Request with { Size = 0, Third = went });
        }
    }
}
