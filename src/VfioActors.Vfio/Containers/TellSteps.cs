using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.Containers;

/// <summary>How drivers are told that a mapping goes away: one after the other, without the lock.</summary>
internal sealed class TellSteps(ContainerOptions options)
{
    private readonly bool _readsFreed = options.Defects.Has(Type1Defects.CallbacksReadFreedMapping);

    /// <summary>Puts the unmap in hand aside, gives the lock back, and tells the first driver.</summary>
    internal void Suspend(ContainerState state, Outbox outbox)
    {
        var slot = 0;
        while (state.Suspended.Contains(slot)) { slot++; }
        outbox.Note($"releases {RequestBook.Lock} to tell drivers, round {state.Hand.Value.Round}");
        var listener = options.Rules.TellsOldestFirst ? -1 : int.MaxValue;
        state.Suspended[slot] = state.Hand.Value with { Stage = WorkStage.Telling, Listener = listener };
        RequestBook.Drop(state);
        Next(state, slot, outbox);
    }

    /// <summary>A driver has done its part.</summary>
    internal void OnTold(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        RequestBook.Drop(state);
        var current = state.Suspended.TryGet(request.Modes, out var work) && work.Round == (int)request.Iova;
        if (current) { Next(state, request.Modes, outbox); }
    }

    private void Next(ContainerState state, int slot, Outbox outbox)
    {
        var work = state.Suspended[slot];
        var found = TryListener(state, work.Listener, out var key);
        var isThere = work.Marks.HasFlag(WorkMarks.SameMapping);
        if (found && !isThere && _readsFreed) { state.StaleUses.Value++; }
        if (found && isThere)
        {
            state.Suspended[slot] = work with { Listener = key };
            var size = state.Mappings[work.At].Size;
            outbox.Send(state.Listeners[key],
                new VendorDriverMessage.DmaUnmap(new(work.At.Start), size, slot, work.Round));
            return;
        }

        state.Waiting.Enqueue(work.Request with { Kind = RequestKind.Resume, Modes = slot });
        ParkSteps.Wake(state, RequestKind.Unlisten);
    }

    private bool TryListener(ContainerState state, int told, out int key)
    {
        key = -1;
        foreach (var known in state.Listeners.Keys)
        {
            if (options.Rules.TellsOldestFirst && known > told)
            {
                key = known;
                return true;
            }

            if (!options.Rules.TellsOldestFirst && known < told) { key = known; }
        }

        return key >= 0;
    }
}
