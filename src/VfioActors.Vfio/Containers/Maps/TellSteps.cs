using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.Containers.Maps;

/// <summary>How drivers are told that a mapping goes away: one after the other, without the lock.</summary>
internal sealed class TellSteps(ContainerOptions options)
{
    private readonly bool _readsFreed = options.Kernel.Has(Type1Defects.CallbacksReadFreedMapping);

    /// <summary>Puts the current unmap aside, gives the lock back, and tells the first driver.</summary>
    internal void Suspend(ContainerState state, Outbox outbox)
    {
        var slot = 0;
        while (state.Told.Contains(slot)) { slot++; }
        outbox.Note($"releases {CallQueue.Lock} to tell drivers, round {state.Unmap.Value.Round}");
        var listener = options.Kernel.TellsOldestFirst ? -1 : int.MaxValue;
        state.Told[slot] = new(state.Calls.Current, state.Unmap.Value, listener);
        state.Drop();
        Next(state, slot, outbox);
    }

    /// <summary>A driver has done its part.</summary>
    internal void OnTold(ContainerState state, in ContainerMessage.Told told, Outbox outbox)
    {
        state.Drop();
        var isAwaited = state.Told.TryGet(told.Slot, out var unmap) && unmap.Progress.Round == told.Round;
        if (isAwaited) { Next(state, told.Slot, outbox); }
    }

    /// <summary>A mapping went: drivers are told of it no more.</summary>
    internal static void Forget(ContainerState state, MappingKey gone)
    {
        for (var at = 0; at < state.Told.Count; at++)
        {
            var (slot, told) = (state.Told.Keys[at], state.Told.Values[at]);
            if (told.Progress.At != gone) { continue; }
            var marks = told.Progress.Marks & ~UnmapMarks.SameMapping;
            state.Told[slot] = told with { Progress = told.Progress with { Marks = marks } };
        }
    }

    private void Next(ContainerState state, int slot, Outbox outbox)
    {
        var told = state.Told[slot];
        var (key, round) = (told.Progress.At, told.Progress.Round);
        var found = TryListener(state, told.Listener, out var listener);
        var isThere = told.Progress.Marks.HasFlag(UnmapMarks.SameMapping);
        if (found && !isThere && _readsFreed) { state.StaleUses.Value++; }
        if (found && isThere)
        {
            state.Told[slot] = told with { Listener = listener };
            outbox.Send(state.Listeners[listener],
                new VendorDriverMessage.DmaUnmap(key.Start, state.Mappings[key].Size, slot, round));
            return;
        }

        ContainerCall.ResumeUnmap resume = new(slot);
        state.Calls.Waiting.Enqueue(KeptMessage.Of(told.Call.From, told.Call.Operation, in resume));
        SleepSteps.WakeUnlisteners(state);
    }

    private bool TryListener(ContainerState state, long told, out int key)
    {
        key = -1;
        foreach (var known in state.Listeners.Keys)
        {
            if (options.Kernel.TellsOldestFirst && known > told)
            {
                key = known;
                return true;
            }

            if (!options.Kernel.TellsOldestFirst && known < told) { key = known; }
        }

        return key >= 0;
    }
}
