using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
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

        var first = request.Iova;
        state.Hand.Value = state.Hand.Value with { Cursor = first };
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
            if (!TryNext(state, work, out var start, out var mapping))
            {
                FinishAll(state, outbox);
                return;
            }

            if (!accesses.UnmapsIgnoreLeases && AccessBook.CancelIn(state, start, options.Memory, outbox))
            {
                state.Hand.Value = work with { Stage = WorkStage.Cancelling };
                return;
            }

            if (((UnmapModes)request.Modes).HasFlag(UnmapModes.Vaddr))
            {
                if (!Invalidate(state, start, in mapping, outbox)) { return; }
                continue;
            }

            var looks = !_asksEmulatedOnly || GroupBook.HasEmulated(state);
            if (looks && MappingBook.IsPinned(state, start, in mapping))
            {
                Suspend(state, start, outbox);
                return;
            }

            state.Hand.Value = work with { At = Paging.PageOf(start), Round = 0 };
            if (!TryReport(state, start, in mapping, outbox)) { return; }
            if (DrainSteps.Begin(state, outbox) == StepOutcome.Waiting) { return; }
            Take(state, outbox);
        }
    }

    private bool TryNext(ContainerState state, Work work, out ulong start, out Mapping mapping)
    {
        var last = LastOf(work.Request);
        (start, mapping) = (0, default);
        var byTree = options.Rules.UnmapsInTreeOrder;
        if (!byTree && (work.Marks.HasFlag(WorkMarks.Everything) || work.Cursor > last)) { return false; }
        var found = work.Cursor == work.Request.Iova || byTree
            ? book.TryLowest(state, work.Request.Iova, last, out start, out mapping)
            : MappingBook.TryNext(state, work.Cursor, last, out start, out mapping);
        if (!found) { return false; }
        if (state.Kind.Value == ContainerKind.Type1 && work.Request.Iova > start) { return false; }
        return !options.Rules.StopsAtStrangers || mapping.Owner == work.Request.Process;
    }

    /// <summary>Takes the vaddr of a mapping; all or none of the range must have one.</summary>
    private static bool Invalidate(ContainerState state, ulong start, in Mapping mapping, Outbox outbox)
    {
        var work = state.Hand.Value;
        if (!mapping.IsVaddrInvalid)
        {
            state.Mappings[start] = mapping with { Marks = mapping.Marks | MappingMarks.VaddrInvalid };
            state.InvalidVaddrs.Value++;
            Advance(state, start, in mapping);
            return true;
        }

        for (var at = 0; at < state.Mappings.Count; at++)
        {
            var (key, other) = (state.Mappings.Keys[at], state.Mappings.Values[at]);
            if (key < work.Request.Iova || key >= start) { continue; }
            state.Mappings[key] = other with { Marks = other.Marks & ~MappingMarks.VaddrInvalid };
            state.InvalidVaddrs.Value--;
        }

        RequestBook.Finish(state, Errno.EINVAL, 0, outbox);
        return false;
    }

    private static void Advance(ContainerState state, ulong start, in Mapping mapping)
    {
        var work = state.Hand.Value;
        var last = MappingBook.LastOf(start, in mapping);
        var ends = last == ulong.MaxValue;
        state.Hand.Value = work with
        {
            Total = work.Total + mapping.Size.Value,
            Cursor = ends ? last : last + 1,
            Marks = ends ? work.Marks | WorkMarks.Everything : work.Marks,
        };
    }

    private void Suspend(ContainerState state, ulong start, Outbox outbox)
    {
        var work = state.Hand.Value;
        var page = Paging.PageOf(start);
        var same = work.At == page && work.Marks.HasFlag(WorkMarks.SameMapping);
        var round = same ? work.Round + 1 : 1;
        Ensure.That(round <= RoundsMost, "drivers drop their pins before they were told of a mapping 11 times");
        state.Hand.Value = work with { At = page, Round = round, Marks = work.Marks | WorkMarks.SameMapping };
        tell.Suspend(state, outbox);
    }

    /// <summary>Gives the caller the dirty bits of a mapping that is about to go.</summary>
    private bool TryReport(ContainerState state, ulong start, in Mapping mapping, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var modes = (UnmapModes)request.Modes;
        if (!modes.HasFlag(UnmapModes.Dirty)) { return true; }
        if (log.TryReport(state, start, in mapping, modes)) { return true; }
        state.Answer.Clear(0);
        RequestBook.Finish(state, Errno.EFAULT, 0, outbox);
        return false;
    }

    private static void Take(ContainerState state, Outbox outbox)
    {
        var start = state.Hand.Value.At << Paging.Shift;
        var mapping = state.Mappings[start];
        MapSteps.Remove(state, start, outbox);
        Advance(state, start, in mapping);
    }

    private static void FinishAll(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        LogSteps.SendAnswer(state, work.Request.Client, outbox);
        RequestBook.Finish(state, Errno.None, work.Total, outbox);
    }
}
