using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.Containers.States;

/// <summary>
/// How a call sleeps without the lock until another wakes it: only with a defect, since the reference refuses instead.
/// </summary>
internal static class SleepSteps
{
    /// <summary>Lets the current call sleep, and remembers the mapping that it looks at.</summary>
    internal static void Sleep(ContainerState state, MappingKey looked, Outbox outbox)
    {
        var slot = 0;
        while (state.Sleeping.Contains(slot)) { slot++; }
        outbox.Note($"sleeps");
        state.Sleeping[slot] = new(state.Calls.Current, looked, 1);
        state.Drop();
    }

    /// <summary>A mapping went: who looked at it will find another one there, if any.</summary>
    internal static void Forget(ContainerState state, MappingKey gone)
    {
        for (var at = 0; at < state.Sleeping.Count; at++)
        {
            var (slot, sleeper) = (state.Sleeping.Keys[at], state.Sleeping.Values[at]);
            if (sleeper.Looked == gone) { state.Sleeping[slot] = sleeper with { IsSameMapping = 0 }; }
        }
    }

    /// <summary>
    /// Wakes the drivers that wait for a valid vaddr, when all are valid again: they start again, their lists being
    /// there already, and know whether the mapping that they looked at went meanwhile.
    /// </summary>
    internal static void WakePins(ContainerState state)
    {
        if (state.InvalidVaddrs.Value != 0) { return; }
        for (var at = state.Sleeping.Count - 1; at >= 0; at--)
        {
            var (slot, sleeper) = (state.Sleeping.Keys[at], state.Sleeping.Values[at]);
            if (!sleeper.Call.Is<ContainerMessage.Pin>(out var pin)) { continue; }
            state.Sleeping.Remove(slot);
            var went = sleeper.IsSameMapping != 0 ? 0 : 1;
            ContainerCall.PinAgain again = new(pin with { Pages = default }, went, 0);
            state.Calls.Waiting.Enqueue(KeptMessage.Of(sleeper.Call.From, sleeper.Call.Operation, in again));
        }
    }

    /// <summary>Wakes the drivers that want to be told of unmaps no more: one was told.</summary>
    internal static void WakeUnlisteners(ContainerState state)
    {
        for (var at = state.Sleeping.Count - 1; at >= 0; at--)
        {
            var (slot, sleeper) = (state.Sleeping.Keys[at], state.Sleeping.Values[at]);
            if (!sleeper.Call.Is<ContainerMessage.Unlisten>()) { continue; }
            state.Sleeping.Remove(slot);
            state.Calls.Waiting.Enqueue(sleeper.Call);
        }
    }
}
