using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.DirtyLogs;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Maps;

/// <summary>How a mapping is made, or given another vaddr.</summary>
internal sealed class MapSteps(ContainerOptions options, MappingIndex mappings, FillSteps fill)
{
    /// <summary>The number of the question whether there is memory for the record of a mapping.</summary>
    internal const int RecordQuestion = 2;

    private readonly bool _isUnlimited = options.Kernel.Has(Type1Defects.MappingsAreUnlimited);

    /// <summary>The container's lock is taken: checks, and makes the mapping.</summary>
    internal void Begin(ContainerState state, in ContainerMessage.Map call, Outbox outbox)
    {
        var error = Objection(in call);
        if (error != Errno.None)
        {
            state.Finish(error, 0, outbox);
            return;
        }

        var found = mappings.TryFind(state, call.Iova, call.Size, out var key, out var mapping);
        if (call.Modes.HasFlag(MapModes.Vaddr))
        {
            Revalidate(state, found ? key : null, in mapping, in call, outbox);
            return;
        }

        error = found ? Errno.EEXIST
            : state.Available.Value == 0 && !_isUnlimited ? Errno.ENOSPC
            : !AddressRanges.Allow(state, options, call.Iova, call.Iova.LastOf(call.Size)) ? Errno.EINVAL
            : Errno.None;
        if (error != Errno.None) { state.Finish(error, 0, outbox); }
        else if (options.MappingRecordsMayFail) { outbox.Choose(RecordQuestion, 2); }
        else { Make(state, in call, outbox); }
    }

    /// <summary>There is memory for the record of the mapping, or there is not.</summary>
    internal void OnChosen(ContainerState state, bool isThere, Outbox outbox)
    {
        if (isThere)
        {
            Make(state, state.Calls.Current.Read<ContainerMessage.Map>(), outbox);
            return;
        }

        outbox.Note($"has no memory for the record of the mapping");
        state.Finish(Errno.ENOMEM, 0, outbox);
    }

    internal static void OnFill(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (outcome == StepOutcome.Waiting) { return; }
        if (outcome == StepOutcome.Failed)
        {
            Undo(state, state.Fill.Value.Error, outbox);
            return;
        }

        var at = state.Map.Value.At;
        var mapping = state.Mappings[at];
        state.Mappings[at] = mapping with { Marks = mapping.Marks | MappingMarks.Backed };
        Publish(state, outbox);
    }

    /// <summary>A map that failed is undone, or the bitmap of a mapping could not be made: the mapping goes.</summary>
    internal static void OnDrain(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (outcome == StepOutcome.Waiting) { return; }
        var map = state.Map.Value;
        Remove(state, map.At, outbox);
        state.Finish(map.Error, 0, outbox);
    }

    /// <summary>Takes a mapping out of the list.</summary>
    internal static void Remove(ContainerState state, MappingKey key, Outbox outbox)
    {
        var mapping = state.Mappings[key];
        outbox.Note($"removes the mapping at {key.Start}");
        if (mapping.IsVaddrInvalid) { state.InvalidVaddrs.Value--; }
        MappingIndex.Remove(state, key);
        state.Log.Clear(key.Space);
        state.Available.Value = unchecked(state.Available.Value + 1);
        TellSteps.Forget(state, key);
        SleepSteps.Forget(state, key);
        SleepSteps.WakePins(state);
    }

    internal static void OnMoved(ContainerState state, in GuestMemoryMessage.Moved moved, Outbox outbox)
    {
        if (moved.Error != Errno.None) { state.Finish(moved.Error, 0, outbox); }
        else { TakeOver(state, state.Calls.Current.Read<ContainerMessage.Map>(), outbox); }
    }

    private Errno Objection(in ContainerMessage.Map call)
    {
        var modes = call.Modes;
        var rights = (modes & MapModes.ReadWrite) != 0;
        if (rights == modes.HasFlag(MapModes.Vaddr) || modes.HasFlag(MapModes.Unknown)) { return Errno.EINVAL; }
        if (modes.HasFlag(MapModes.Vaddr) && !options.Kernel.UnmapsAll) { return Errno.EINVAL; }
        if (call.Size.Value == 0) { return Errno.EINVAL; }

        // The kernels that have a name for the end of the addresses look at it before they look at the alignment.
        if (call.Iova.Wraps(call.Size) || call.Vaddr.Wraps(call.Size)) { return options.Kernel.Wrapped; }
        return call.Iova.IsAligned && call.Vaddr.IsAligned && call.Size.IsAligned ? Errno.None : Errno.EINVAL;
    }

    private void Make(ContainerState state, in ContainerMessage.Map call, Outbox outbox)
    {
        var marks = call.Modes.HasFlag(MapModes.LockCap) ? MappingMarks.LockCap : MappingMarks.None;
        state.Available.Value = unchecked(state.Available.Value - 1);
        Mapping mapping = new(call.Vaddr, call.Size, call.Modes & MapModes.ReadWrite, call.Process, marks, 0);
        var key = mappings.Add(state, call.Iova, in mapping);
        state.Map.Value = new(key, Errno.None, 0);
        outbox.Note($"adds the mapping at {call.Iova}");
        if (state.Domains.Count == 0) { Publish(state, outbox); }
        else
        {
            state.Fill.Value = FillProgress.Of(key, DomainId.None);
            OnFill(state, fill.Next(state, outbox), outbox);
        }
    }

    /// <summary>
    /// The mapping is complete. While the log is on it needs a bitmap, which may be too large to be had.
    /// </summary>
    private static void Publish(ContainerState state, Outbox outbox)
    {
        var mapping = state.Mappings[state.Map.Value.At];
        if (state.LogIsOn.Value == 0 || mapping.Pages <= DirtyLogSteps.PagesMost)
        {
            state.Finish(Errno.None, 0, outbox);
            return;
        }

        Undo(state, Errno.EINVAL, outbox);
    }

    private static void Undo(ContainerState state, Errno error, Outbox outbox)
    {
        state.Map.Value = state.Map.Value with { Error = error, IsUndone = 1 };
        OnDrain(state, DrainSteps.Begin(state, DrainProgress.Of(state.Map.Value.At, DomainId.None), outbox), outbox);
    }

    /// <summary>Gives a mapping that lost its vaddr a new one, and the caller as its owner.</summary>
    private void Revalidate(
        ContainerState state, MappingKey? key, in Mapping mapping, in ContainerMessage.Map call, Outbox outbox)
    {
        if (key is not { } at) { state.Finish(Errno.ENOENT, 0, outbox); }
        else if (!mapping.IsVaddrInvalid || at.Start != call.Iova || mapping.Size != call.Size)
        {
            state.Finish(Errno.EINVAL, 0, outbox);
        }
        else
        {
            state.Map.Value = new(at, Errno.None, 0);
            state.Calls.Stage = CallStage.Moving;
            if (mapping.Owner == call.Process || mapping.Charged == 0) { TakeOver(state, in call, outbox); }
            else
            {
                var cap = call.Modes.HasFlag(MapModes.LockCap) ? PinModes.LockCap : PinModes.None;
                outbox.Send(options.Memory, new GuestMemoryMessage.Move(
                    new((ulong)mapping.Charged), cap, mapping.Owner, call.Process));
            }
        }
    }

    private static void TakeOver(ContainerState state, in ContainerMessage.Map call, Outbox outbox)
    {
        var at = state.Map.Value.At;
        var mapping = state.Mappings[at];
        var marks = mapping.Marks & ~MappingMarks.VaddrInvalid;
        if (mapping.Owner != call.Process)
        {
            marks &= ~MappingMarks.LockCap;
            if (call.Modes.HasFlag(MapModes.LockCap)) { marks |= MappingMarks.LockCap; }
        }

        state.Mappings[at] = mapping with { Vaddr = call.Vaddr, Owner = call.Process, Marks = marks };
        state.InvalidVaddrs.Value--;
        SleepSteps.WakePins(state);
        state.Finish(Errno.None, 0, outbox);
    }
}
