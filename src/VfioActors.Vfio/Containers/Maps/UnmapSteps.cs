using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.DirtyLogs;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Maps;

/// <summary>
/// How mappings go: one after the other, in the order of their addresses. One that drivers have pages of waits until
/// they were told and have dropped them, and the lock is free meanwhile; then everything is looked at again.
/// </summary>
internal sealed class UnmapSteps(
    ContainerOptions options, MappingIndex mappings, TellSteps tell, DirtyLogSteps log, AccessRules accesses)
{
    private readonly bool _wraps = options.Kernel.Has(Type1Defects.RangeEndWraps);
    private readonly bool _asksEmulatedOnly = options.Kernel.Has(Type1Defects.OnlyEmulatedGroupsAreThoughtToPin);

    /// <summary>How often drivers may be told of one mapping: the kernel dies at the next look.</summary>
    internal const int RoundsMost = 11;

    internal void Begin(ContainerState state, in ContainerMessage.Unmap call, Outbox outbox)
    {
        var error = Objection(state, in call);
        if (error != Errno.None)
        {
            state.Finish(error, 0, outbox);
            return;
        }

        state.Unmap.Value = state.Unmap.Value with { Marks = state.Unmap.Value.Marks & ~UnmapMarks.Begun };
        Continue(state, outbox);
    }

    /// <summary>The drivers were told, and the lock is taken again.</summary>
    internal void Resume(ContainerState state, in ContainerCall.ResumeUnmap resume, Outbox outbox)
    {
        var told = state.Told[resume.Slot];
        state.Told.Remove(resume.Slot);
        state.Calls.Current = told.Call;
        state.Unmap.Value = told.Progress;
        Begin(state, told.Call.Read<ContainerMessage.Unmap>(), outbox);
    }

    internal void OnDrain(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (outcome == StepOutcome.Waiting) { return; }
        Take(state, outbox);
        Continue(state, outbox);
    }

    private static Iova LastOf(in ContainerMessage.Unmap call) =>
        call.Modes.HasFlag(UnmapModes.All) ? Iova.Highest : call.Iova.LastOf(call.Size);

    private Errno Objection(ContainerState state, in ContainerMessage.Unmap call)
    {
        var (modes, iova, size) = (call.Modes, call.Iova, call.Size);
        var newer = (modes & (UnmapModes.All | UnmapModes.Vaddr)) != 0;
        var dirty = modes.HasFlag(UnmapModes.Dirty);
        var refused = newer && (dirty || !options.Kernel.UnmapsAll);
        if (modes.HasFlag(UnmapModes.Unknown) || refused) { return Errno.EINVAL; }
        if (modes.HasFlag(UnmapModes.Vaddr) && ContainerGroups.HasEmulated(state)) { return Errno.EBUSY; }
        var all = modes.HasFlag(UnmapModes.All);
        if (all ? iova != default || size != default : size == default) { return Errno.EINVAL; }
        if (!iova.IsAligned || !size.IsAligned) { return Errno.EINVAL; }
        if (!all && !_wraps && iova.Wraps(size)) { return options.Kernel.Wrapped; }
        if (dirty && !DirtyLogSteps.Fits(size.Pages, call.Bitmap)) { return Errno.EINVAL; }
        if (dirty && (state.LogIsOn.Value == 0 || modes.HasFlag(UnmapModes.OddPageSize))) { return Errno.EINVAL; }
        var bisects = !all && state.Kind.Value != ContainerKind.Type1 && mappings.Bisects(state, iova, LastOf(in call));
        return bisects ? Errno.EINVAL : Errno.None;
    }

    /// <summary>Goes on from mapping to mapping until something is to be waited for.</summary>
    internal void Continue(ContainerState state, Outbox outbox)
    {
        var call = state.Calls.Current.Read<ContainerMessage.Unmap>();
        while (true)
        {
            if (!TryNext(state, in call, out var key, out var mapping))
            {
                FinishAll(state, outbox);
                return;
            }

            if (!accesses.UnmapsIgnoreLeases && Leases.CancelIn(state, key, options.Memory, outbox))
            {
                state.Calls.Stage = CallStage.Cancelling;
                return;
            }

            if (call.Modes.HasFlag(UnmapModes.Vaddr))
            {
                if (!Invalidate(state, in call, key, in mapping, outbox)) { return; }
                continue;
            }

            var looks = !_asksEmulatedOnly || ContainerGroups.HasEmulated(state);
            if (looks && MappingIndex.IsPinned(state, key, in mapping))
            {
                Suspend(state, key, outbox);
                return;
            }

            state.Unmap.Value = state.Unmap.Value with { At = key, Round = 0 };
            if (!TryReport(state, in call, key, in mapping, outbox)) { return; }
            var drained = DrainSteps.Begin(state, DrainProgress.Of(key, DomainId.None), outbox);
            if (drained == StepOutcome.Waiting) { return; }
            Take(state, outbox);
        }
    }

    private bool TryNext(
        ContainerState state, in ContainerMessage.Unmap call, out MappingKey key, out Mapping mapping)
    {
        var (unmap, range) = (state.Unmap.Value, (First: call.Iova, Last: LastOf(in call)));
        mapping = default;
        var goesOn = unmap.Marks.HasFlag(UnmapMarks.Begun) && !options.Kernel.UnmapsInTreeOrder;
        var found = goesOn
            ? mappings.TryNext(state, unmap.At, range, out key)
            : mappings.TryLowest(state, range.First, range.Last, out key, out _);
        if (!found) { return false; }
        mapping = state.Mappings[key];
        if (state.Kind.Value == ContainerKind.Type1 && call.Iova > key.Start) { return false; }
        return !options.Kernel.StopsAtStrangers || mapping.Owner == call.Process;
    }

    /// <summary>Takes the vaddr of a mapping; all or none of the range must have one.</summary>
    private bool Invalidate(
        ContainerState state, in ContainerMessage.Unmap call, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        if (!mapping.IsVaddrInvalid)
        {
            state.Mappings[key] = mapping with { Marks = mapping.Marks | MappingMarks.VaddrInvalid };
            state.InvalidVaddrs.Value++;
            Advance(state, key, in mapping);
            return true;
        }

        var (first, last) = (call.Iova, LastOf(in call));
        for (var found = mappings.TryLowest(state, first, last, out var each, out _); found && each < key;
            found = mappings.TryNext(state, each, (first, last), out each))
        {
            var other = state.Mappings[each];
            state.Mappings[each] = other with { Marks = other.Marks & ~MappingMarks.VaddrInvalid };
            state.InvalidVaddrs.Value--;
        }

        state.Finish(Errno.EINVAL, 0, outbox);
        return false;
    }

    private static void Advance(ContainerState state, MappingKey key, in Mapping mapping)
    {
        var unmap = state.Unmap.Value;
        state.Unmap.Value = unmap with
        {
            At = key,
            Unmapped = unmap.Unmapped.Plus(mapping.Size),
            Marks = unmap.Marks | UnmapMarks.Begun,
        };
    }

    private void Suspend(ContainerState state, MappingKey key, Outbox outbox)
    {
        var unmap = state.Unmap.Value;
        var same = unmap.At == key && unmap.Marks.HasFlag(UnmapMarks.SameMapping);
        var round = same ? unmap.Round + 1 : 1;
        Ensure.That(round <= RoundsMost, KernelAssertions.PinsDroppedInTime);
        state.Unmap.Value = unmap with { At = key, Round = round, Marks = unmap.Marks | UnmapMarks.SameMapping };
        tell.Suspend(state, outbox);
    }

    /// <summary>Gives the caller the dirty bits of a mapping that is about to go.</summary>
    private bool TryReport(
        ContainerState state, in ContainerMessage.Unmap call, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        if (!call.Modes.HasFlag(UnmapModes.Dirty)) { return true; }
        if (log.TryReport(state, key, in mapping, (call.Iova, call.Modes))) { return true; }
        state.Answer.Clear(0);
        state.Finish(Errno.EFAULT, 0, outbox);
        return false;
    }

    private static void Take(ContainerState state, Outbox outbox)
    {
        var key = state.Unmap.Value.At;
        var mapping = state.Mappings[key];
        MapSteps.Remove(state, key, outbox);
        Advance(state, key, in mapping);
    }

    private static void FinishAll(ContainerState state, Outbox outbox)
    {
        DirtyLogSteps.SendAnswer(state, state.Calls.Current.From, outbox);
        state.Finish(Errno.None, state.Unmap.Value.Unmapped.Value, outbox);
    }
}
