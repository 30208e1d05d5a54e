using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.DirtyLogs;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Accesses;

/// <summary>
/// How drivers access memory by IOVA: mapping by mapping, each found when its turn comes. A mapping is leased while the
/// memory copies, and the container serves others meanwhile.
/// </summary>
internal sealed class AccessSteps(ContainerOptions options, MappingIndex mappings, AccessRules rules)
{
    internal void Begin(ContainerState state, in ContainerMessage.Access call, ActorId driver, Outbox outbox)
    {
        AccessProgress work = new(
            driver, state.Calls.Current.Operation, call, AccessProgress.Nowhere, default, default, AccessMarks.None);
        var error = Objection(state, in call, driver, outbox);
        if (error != Errno.None)
        {
            state.Drop();
            Answer(in work, error, default, outbox);
            return;
        }

        var lease = Leases.Free(state);
        state.Accesses[lease] = work;
        Continue(state, lease, outbox);
    }

    /// <summary>The lock is taken again for the next chunk.</summary>
    internal void Resume(ContainerState state, in ContainerCall.NextChunk next, Outbox outbox) =>
        Continue(state, next.Lease, outbox);

    /// <summary>A run of bytes was read: they are passed on.</summary>
    internal static void OnRead(ContainerState state, in GuestMemoryMessage.Read read, Outbox outbox)
    {
        var work = state.Accesses[read.Lease];
        outbox.Send(work.Client,
            new ContainerMessage.Bytes(work.Done.Plus(read.At), read.Count, read.Value, work.Call.Id));
    }

    /// <summary>The memory has copied what it could.</summary>
    internal void OnCopied(ContainerState state, in GuestMemoryMessage.Copied copied, Outbox outbox)
    {
        var work = state.Accesses[copied.Lease];
        var complete = copied.Error == Errno.None;
        if (work.Writes && rules.MarksAfter && (complete || !rules.ForgetsThePrefix)) { Mark(state, in work); }
        if (!complete)
        {
            var error = copied.Error == Errno.ESRCH ? rules.OwnerIsGone : copied.Error;
            Finish(state, copied.Lease, error, rules.ForgetsThePrefix ? default : copied.Moved, outbox);
            return;
        }

        work = work with { Done = work.Done.Plus(work.Count), Count = default, At = AccessProgress.Nowhere };
        state.Accesses[copied.Lease] = work;
        if (work.Done == work.Call.Length) { Finish(state, copied.Lease, Errno.None, default, outbox); }
        else if (rules.KeepsLock && !rules.KeepsLockToTheEnd)
        {
            state.Drop();
            Await(state, copied.Lease);
        }
        else { Next(state, copied.Lease, outbox); }
    }

    /// <summary>Something changed: an access that sleeps, with a defect, looks for its mapping again.</summary>
    internal void Wake(ContainerState state)
    {
        for (var at = 0; at < state.Accesses.Count; at++)
        {
            var (lease, work) = (state.Accesses.Keys[at], state.Accesses.Values[at]);
            if (!work.Marks.HasFlag(AccessMarks.Asleep)) { continue; }
            var found = mappings.TryFind(state, work.Iova, new(1), out _, out var mapping);
            if (!found ? rules.SleepsUntilMapped : mapping.IsVaddrInvalid) { continue; }
            state.Accesses[lease] = work with { Marks = work.Marks & ~AccessMarks.Asleep };
            Await(state, lease);
        }
    }

    private static void Await(ContainerState state, int lease)
    {
        var work = state.Accesses[lease];
        ContainerCall.NextChunk next = new(lease);
        state.Calls.Waiting.Enqueue(KeptMessage.Of(work.Client, work.Operation, in next));
    }

    private Errno Objection(ContainerState state, in ContainerMessage.Access call, ActorId driver, Outbox outbox)
    {
        if (call.Length.Value == 0 || call.Modes.HasFlag(AccessModes.NoBuffer)) { return Errno.EINVAL; }
        var isOfGroup = IsOfGroup(state, driver);
        if (!isOfGroup && rules.TrustsHandles)
        {
            outbox.Note($"uses a container that the group has left");
            state.StaleUses.Value++;
        }

        if (!isOfGroup) { return Errno.EINVAL; }
        var refusal = OtherBackends.RefusalToDrivers(state.Kind.Value);
        if (refusal != Errno.None) { return refusal; }
        if (!rules.Wraps && call.Iova.Wraps(call.Length)) { return options.Kernel.Wrapped; }
        if (state.Accesses.IsFull) { return Errno.EAGAIN; }
        return state.InvalidVaddrs.Value > 0 && !rules.SleepsUntilValid ? Errno.EBUSY : Errno.None;
    }

    private bool IsOfGroup(ContainerState state, ActorId driver)
    {
        foreach (var group in options.Groups)
        {
            if (group.Driver == driver && state.Groups.Contains(group.Actor)) { return true; }
        }

        return false;
    }

    /// <summary>Keeps the lock for the copy, or gives it back at once.</summary>
    private void Continue(ContainerState state, int lease, Outbox outbox)
    {
        if (!rules.KeepsLock) { state.Drop(); }
        else
        {
            state.Calls.Stage = CallStage.Copying;
            state.LockedLease.Value = lease;
        }

        Next(state, lease, outbox);
    }

    private void Next(ContainerState state, int lease, Outbox outbox)
    {
        var work = state.Accesses[lease];
        var found = mappings.TryFind(state, work.Iova, new(1), out var key, out var mapping);
        var sleeps = found ? rules.SleepsUntilValid && mapping.IsVaddrInvalid : rules.SleepsUntilMapped;
        if (sleeps)
        {
            outbox.Note($"waits for a mapping at {work.Iova}");
            state.Accesses[lease] = work with { Marks = work.Marks | AccessMarks.Asleep };
            GiveBack(state, lease);
            return;
        }

        var error = !found ? rules.HolesAreNoEntry ? Errno.ENOENT : Errno.EINVAL
            : Allows(in mapping, work.Writes) ? Errno.None
            : Errno.EPERM;
        if (error != Errno.None) { Finish(state, lease, error, default, outbox); }
        else { Copy(state, lease, key, in mapping, outbox); }
    }

    private bool Allows(in Mapping mapping, bool writes)
    {
        var needed = writes ? MapModes.Write : rules.ReadsAnything ? default : MapModes.Read;
        if (writes && rules.WritesNeedRead) { needed |= MapModes.Read; }
        return (needed & ~mapping.Rights) == 0;
    }

    private void Copy(ContainerState state, int lease, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        var work = state.Accesses[lease];
        var offset = work.Iova.Since(key.Start);
        var count = ByteCount.Min(work.Call.Length.Minus(work.Done), mapping.Size.Minus(offset));
        work = work with { At = key, Count = count };
        state.Accesses[lease] = work;
        if (work.Writes && rules.MarksBefore) { Mark(state, in work); }
        var modes = work.Call.Modes;
        var isStranger = work.Call.Caller != mapping.Owner && !modes.HasFlag(AccessModes.KernelThread);
        if (rules.RefusesStrangers && isStranger) { modes |= AccessModes.Stranger; }
        outbox.Note($"leases the mapping at {key.Start} for {Counted.Of(count.Value, "byte")}");
        outbox.Send(options.Memory, new GuestMemoryMessage.Copy(
            mapping.Vaddr.Plus(offset), count, mapping.Owner, lease, modes, work.Call.Value & 0xff));
    }

    private void Mark(ContainerState state, in AccessProgress work)
    {
        if (!state.Mappings.Contains(work.At)) { return; }
        var offset = work.Iova.Since(work.At.Start);
        var first = offset.Pages;
        var bits = rules.RoundsMarksDown
            ? work.Count.Pages
            : offset.Plus(work.Count).Minus(new(1)).Pages.Minus(first).Plus(PageCount.One);
        if (bits.Value > 0) { DirtyLogSteps.Mark(state, work.At, PageIndex.Zero.Plus(first), bits); }
    }

    private void Finish(ContainerState state, int lease, Errno error, ByteCount moved, Outbox outbox)
    {
        var work = state.Accesses[lease];
        state.Accesses.Remove(lease);
        GiveBack(state, lease);
        if (error != Errno.None && rules.AnswersOnlyEfault) { error = Errno.EFAULT; }
        var counts = error == Errno.None || !rules.ForgetsTheCount;
        Answer(in work, error, counts ? work.Done.Plus(moved) : default, outbox);
    }

    private static void GiveBack(ContainerState state, int lease)
    {
        if (state.Calls.Stage == CallStage.Copying && state.LockedLease.Value == lease) { state.Drop(); }
    }

    private static void Answer(in AccessProgress work, Errno error, ByteCount done, Outbox outbox)
    {
        outbox.Note($"returns {error.Returned()} after {Counted.Of(done.Value, "byte")}");
        outbox.Send(work.Client, new ContainerMessage.Moved(done, error, work.Call.Id));
    }
}
