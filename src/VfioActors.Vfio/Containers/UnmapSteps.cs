using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How mappings go: one after the other, in the order of their addresses. One that drivers have pages of waits until
/// they were told and have dropped them, and the lock is free meanwhile; then everything is looked at again.
/// </summary>
internal sealed class UnmapSteps(
    ContainerOptions options, MappingBook book, TellSteps tell, LogSteps log, AccessRules accesses)
{
    private readonly bool _wraps = options.Defects.Has(Type1Defects.RangeEndWraps);
    private readonly bool _asksEmulatedOnly = options.Defects.Has(Type1Defects.OnlyEmulatedGroupsAreThoughtToPin);

    /// <summary>How often drivers may be told of one mapping: the kernel dies at the next look.</summary>
    internal const int RoundsMost = 11;

    internal void Begin(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var error = Objection(state, in request);
        if (error != Errno.None)
        {
            RequestBook.Finish(state, error, 0, outbox);
            return;
        }

        state.Hand.Value = state.Hand.Value with { Marks = state.Hand.Value.Marks & ~WorkMarks.Begun };
        Continue(state, outbox);
    }

    /// <summary>The drivers were told, and the lock is taken again.</summary>
    internal void Resume(ContainerState state, Outbox outbox)
    {
        var slot = state.Hand.Value.Request.Modes;
        state.Hand.Value = state.Suspended[slot];
        state.Suspended.Remove(slot);
        Begin(state, outbox);
    }

    internal void OnDrain(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (outcome == StepOutcome.Waiting) { return; }
        Take(state, outbox);
        Continue(state, outbox);
    }

    private static ulong LastOf(ContainerRequest request) =>
        ((UnmapModes)request.Modes).HasFlag(UnmapModes.All)
            ? ulong.MaxValue
            : unchecked(request.Iova + (request.Size - 1));

    private Errno Objection(ContainerState state, in ContainerRequest request)
    {
        var modes = (UnmapModes)request.Modes;
        var newer = (modes & (UnmapModes.All | UnmapModes.Vaddr)) != 0;
        var dirty = modes.HasFlag(UnmapModes.Dirty);
        var refused = newer && (dirty || !options.Rules.UnmapsAll);
        if (modes.HasFlag(UnmapModes.Unknown) || refused) { return Errno.EINVAL; }
        if (modes.HasFlag(UnmapModes.Vaddr) && GroupBook.HasEmulated(state)) { return Errno.EBUSY; }
        var all = modes.HasFlag(UnmapModes.All);
        if (all ? (request.Iova | request.Size) != 0 : request.Size == 0) { return Errno.EINVAL; }
        if (!Paging.Aligns(request.Iova | request.Size)) { return Errno.EINVAL; }
        if (!all && !_wraps && request.Size - 1 > ulong.MaxValue - request.Iova) { return options.Rules.Wrapped; }
        if (dirty && !LogSteps.Fits(request.Size >> Paging.Shift, request.Third)) { return Errno.EINVAL; }
        if (dirty && (state.LogIsOn.Value == 0 || modes.HasFlag(UnmapModes.OddPageSize))) { return Errno.EINVAL; }
        var bisects = !all && state.Kind.Value != ContainerKind.Type1
            && book.Bisects(state, request.Iova, LastOf(request));
        return bisects ? Errno.EINVAL : Errno.None;
    }

    /// <summary>Goes on from mapping to mapping until something is to be waited for.</summary>
    internal void Continue(ContainerState state, Outbox outbox)
    {
        while (true)
        {
            var work = state.Hand.Value;
            var request = work.Request;
            if (!TryNext(state, work, out var key, out var mapping))
            {
                FinishAll(state, outbox);
                return;
            }

            if (!accesses.UnmapsIgnoreLeases && AccessBook.CancelIn(state, key, options.Memory, outbox))
            {
                state.Hand.Value = work with { Stage = WorkStage.Cancelling };
                return;
            }

            if (((UnmapModes)request.Modes).HasFlag(UnmapModes.Vaddr))
            {
                if (!Invalidate(state, key, in mapping, outbox)) { return; }
                continue;
            }

            var looks = !_asksEmulatedOnly || GroupBook.HasEmulated(state);
            if (looks && MappingBook.IsPinned(state, key, in mapping))
            {
                Suspend(state, key, outbox);
                return;
            }

            state.Hand.Value = work with { At = key, Round = 0 };
            if (!TryReport(state, key, in mapping, outbox)) { return; }
            if (DrainSteps.Begin(state, outbox) == StepOutcome.Waiting) { return; }
            Take(state, outbox);
        }
    }

    private bool TryNext(ContainerState state, Work work, out MappingKey key, out Mapping mapping)
    {
        var range = (First: work.Request.Iova, Last: LastOf(work.Request));
        mapping = default;
        var goesOn = work.Marks.HasFlag(WorkMarks.Begun) && !options.Rules.UnmapsInTreeOrder;
        var found = goesOn
            ? book.TryNext(state, work.At, range, out key)
            : book.TryLowest(state, range.First, range.Last, out key, out _);
        if (!found) { return false; }
        mapping = state.Mappings[key];
        if (state.Kind.Value == ContainerKind.Type1 && work.Request.Iova > key.Start) { return false; }
        return !options.Rules.StopsAtStrangers || mapping.Owner == work.Request.Process;
    }

    /// <summary>Takes the vaddr of a mapping; all or none of the range must have one.</summary>
    private bool Invalidate(ContainerState state, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        var work = state.Hand.Value;
        if (!mapping.IsVaddrInvalid)
        {
            state.Mappings[key] = mapping with { Marks = mapping.Marks | MappingMarks.VaddrInvalid };
            state.InvalidVaddrs.Value++;
            Advance(state, key, in mapping);
            return true;
        }

        var (first, last) = (work.Request.Iova, LastOf(work.Request));
        for (var found = book.TryLowest(state, first, last, out var each, out _); found && each < key;
            found = book.TryNext(state, each, (first, last), out each))
        {
            var other = state.Mappings[each];
            state.Mappings[each] = other with { Marks = other.Marks & ~MappingMarks.VaddrInvalid };
            state.InvalidVaddrs.Value--;
        }

        RequestBook.Finish(state, Errno.EINVAL, 0, outbox);
        return false;
    }

    private static void Advance(ContainerState state, MappingKey key, in Mapping mapping)
    {
        var work = state.Hand.Value;
        state.Hand.Value = work with
        {
            At = key,
            Total = unchecked(work.Total + mapping.Size.Value),
            Marks = work.Marks | WorkMarks.Begun,
        };
    }

    private void Suspend(ContainerState state, MappingKey key, Outbox outbox)
    {
        var work = state.Hand.Value;
        var same = work.At == key && work.Marks.HasFlag(WorkMarks.SameMapping);
        var round = same ? work.Round + 1 : 1;
        Ensure.That(round <= RoundsMost, "drivers drop their pins before they were told of a mapping 11 times");
        state.Hand.Value = work with { At = key, Round = round, Marks = work.Marks | WorkMarks.SameMapping };
        tell.Suspend(state, outbox);
    }

    /// <summary>Gives the caller the dirty bits of a mapping that is about to go.</summary>
    private bool TryReport(ContainerState state, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var modes = (UnmapModes)request.Modes;
        if (!modes.HasFlag(UnmapModes.Dirty)) { return true; }
        if (log.TryReport(state, key, in mapping, modes)) { return true; }
        state.Answer.Clear(0);
        RequestBook.Finish(state, Errno.EFAULT, 0, outbox);
        return false;
    }

    private static void Take(ContainerState state, Outbox outbox)
    {
        var key = state.Hand.Value.At;
        var mapping = state.Mappings[key];
        MapSteps.Remove(state, key, outbox);
        Advance(state, key, in mapping);
    }

    private static void FinishAll(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        LogSteps.SendAnswer(state, work.Request.Client, outbox);
        RequestBook.Finish(state, Errno.None, work.Total, outbox);
    }
}
