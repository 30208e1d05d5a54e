using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>How a mapping is made, or given another vaddr.</summary>
internal sealed class MapSteps(ContainerOptions options, MappingBook book, FillSteps fill)
{
    private readonly bool _isUnlimited = options.Defects.Has(Type1Defects.MappingsAreUnlimited);

    /// <summary>The container's lock is taken: checks, and makes the mapping.</summary>
    internal void Begin(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var modes = (MapModes)request.Modes;
        var error = Objection(in request);
        if (error != Errno.None)
        {
            RequestBook.Finish(state, error, 0, outbox);
            return;
        }

        var found = book.TryFind(state, request.Iova, request.Size, out var key, out var mapping);
        if (modes.HasFlag(MapModes.Vaddr))
        {
            Revalidate(state, found ? key : null, in mapping, outbox);
            return;
        }

        error = found ? Errno.EEXIST
            : state.Available.Value == 0 && !_isUnlimited ? Errno.ENOSPC
            : !AddressRanges.Allow(state, options, request.Iova, request.Iova + (request.Size - 1)) ? Errno.EINVAL
            : Errno.None;
        if (error != Errno.None) { RequestBook.Finish(state, error, 0, outbox); }
        else { Make(state, in request, outbox); }
    }

    internal static void OnFill(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (outcome == StepOutcome.Waiting) { return; }
        var work = state.Hand.Value;
        if (outcome == StepOutcome.Done)
        {
            var mapping = state.Mappings[work.At];
            state.Mappings[work.At] = mapping with { Marks = mapping.Marks | MappingMarks.Backed };
            Publish(state, outbox);
            return;
        }

        state.Hand.Value = work with { Marks = work.Marks | WorkMarks.Undoing };
        OnDrain(state, DrainSteps.Begin(state, outbox), outbox);
    }

    /// <summary>A map that failed is undone, or the bitmap of a mapping could not be made: the mapping goes.</summary>
    internal static void OnDrain(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (outcome == StepOutcome.Waiting) { return; }
        Remove(state, state.Hand.Value.At, outbox);
        RequestBook.Finish(state, state.Hand.Value.Error, 0, outbox);
    }

    /// <summary>Takes a mapping out of the list.</summary>
    internal static void Remove(ContainerState state, MappingKey key, Outbox outbox)
    {
        var mapping = state.Mappings[key];
        outbox.Note($"removes the mapping at {new Iova(key.Start)}");
        if (mapping.IsVaddrInvalid) { state.InvalidVaddrs.Value--; }
        MappingBook.Remove(state, key);
        state.Log.Clear(key.Space);
        state.Available.Value = unchecked(state.Available.Value + 1);
        for (var at = 0; at < state.Suspended.Count; at++)
        {
            var (slot, other) = (state.Suspended.Keys[at], state.Suspended.Values[at]);
            if (other.At != key) { continue; }
            state.Suspended[slot] = other with { Marks = other.Marks & ~WorkMarks.SameMapping };
        }

        ParkSteps.WakePins(state);
    }

    internal static void OnMoved(ContainerState state, Errno error, Outbox outbox)
    {
        if (error != Errno.None) { RequestBook.Finish(state, error, 0, outbox); }
        else { TakeOver(state, outbox); }
    }

    private Errno Objection(in ContainerRequest request)
    {
        var modes = (MapModes)request.Modes;
        var rights = (modes & MapModes.ReadWrite) != 0;
        if (rights == modes.HasFlag(MapModes.Vaddr) || modes.HasFlag(MapModes.Unknown)) { return Errno.EINVAL; }
        if (modes.HasFlag(MapModes.Vaddr) && !options.Rules.UnmapsAll) { return Errno.EINVAL; }
        if (request.Size == 0 || !Paging.Aligns(request.Size | request.Iova | request.Third)) { return Errno.EINVAL; }
        var beyond = request.Size - 1;
        var wraps = beyond > ulong.MaxValue - request.Iova || beyond > ulong.MaxValue - request.Third;
        return wraps ? options.Rules.Wrapped : Errno.None;
    }

    private void Make(ContainerState state, in ContainerRequest request, Outbox outbox)
    {
        var modes = (MapModes)request.Modes;
        var marks = modes.HasFlag(MapModes.LockCap) ? MappingMarks.LockCap : MappingMarks.None;
        state.Available.Value = unchecked(state.Available.Value - 1);
        Mapping mapping =
            new(new(request.Third), new(request.Size), modes & MapModes.ReadWrite, request.Process, marks, 0);
        state.Hand.Value = state.Hand.Value with { At = book.Add(state, request.Iova, in mapping) };
        outbox.Note($"adds the mapping at {new Iova(request.Iova)}");
        if (state.Domains.Count == 0) { Publish(state, outbox); }
        else { OnFill(state, fill.Next(state, outbox), outbox); }
    }

    /// <summary>
    /// The mapping is complete. While the log is on it needs a bitmap, which may be too large to be had.
    /// </summary>
    private static void Publish(ContainerState state, Outbox outbox)
    {
        var mapping = state.Mappings[state.Hand.Value.At];
        if (state.LogIsOn.Value == 0 || mapping.Pages <= LogSteps.PagesMost)
        {
            RequestBook.Finish(state, Errno.None, 0, outbox);
            return;
        }

        var marks = state.Hand.Value.Marks | WorkMarks.Undoing;
        state.Hand.Value = state.Hand.Value with { Error = Errno.EINVAL, Marks = marks };
        OnDrain(state, DrainSteps.Begin(state, outbox), outbox);
    }

    /// <summary>Gives a mapping that lost its vaddr a new one, and the caller as its owner.</summary>
    private void Revalidate(ContainerState state, MappingKey? key, in Mapping mapping, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        if (key is not { } at) { RequestBook.Finish(state, Errno.ENOENT, 0, outbox); }
        else if (!mapping.IsVaddrInvalid || at.Start != request.Iova || mapping.Size.Value != request.Size)
        {
            RequestBook.Finish(state, Errno.EINVAL, 0, outbox);
        }
        else
        {
            state.Hand.Value = state.Hand.Value with { At = at, Stage = WorkStage.Moving };
            if (mapping.Owner == request.Process || mapping.Charged == 0) { TakeOver(state, outbox); }
            else
            {
                var cap = ((MapModes)request.Modes).HasFlag(MapModes.LockCap) ? PinModes.LockCap : PinModes.None;
                outbox.Send(options.Memory, new GuestMemoryMessage.Move(
                    new((ulong)mapping.Charged), cap, mapping.Owner, request.Process));
            }
        }
    }

    private static void TakeOver(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        var request = work.Request;
        var mapping = state.Mappings[work.At];
        var marks = mapping.Marks & ~MappingMarks.VaddrInvalid;
        if (mapping.Owner != request.Process)
        {
            marks &= ~MappingMarks.LockCap;
            if (((MapModes)request.Modes).HasFlag(MapModes.LockCap)) { marks |= MappingMarks.LockCap; }
        }

        state.Mappings[work.At] =
            mapping with { Vaddr = new(request.Third), Owner = request.Process, Marks = marks };
        state.InvalidVaddrs.Value--;
        ParkSteps.WakePins(state);
        RequestBook.Finish(state, Errno.None, 0, outbox);
    }
}
