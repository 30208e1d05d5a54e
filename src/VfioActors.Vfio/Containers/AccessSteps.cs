using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How drivers access memory by IOVA: mapping by mapping, each found when its turn comes. A mapping is leased while the
/// memory copies, and the container serves others meanwhile.
/// </summary>
internal sealed class AccessSteps(ContainerOptions options, MappingBook book, AccessRules rules)
{
    internal void Begin(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var error = Objection(state, in request, outbox);
        if (error != Errno.None)
        {
            RequestBook.Drop(state);
            Answer(new(request, 0, 0, 0, default), error, 0, outbox);
            return;
        }

        var lease = AccessBook.Free(state);
        state.Accesses[lease] = new(request, AccessWork.Nowhere, 0, 0, AccessMarks.None);
        Continue(state, lease, outbox);
    }

    /// <summary>The lock is taken again for the next chunk.</summary>
    internal void Resume(ContainerState state, Outbox outbox) =>
        Continue(state, state.Hand.Value.Request.Modes, outbox);

    /// <summary>A run of bytes was read: they are passed on.</summary>
    internal static void OnRead(ContainerState state, in GuestMemoryMessage.Read read, Outbox outbox)
    {
        var work = state.Accesses[read.Lease];
        outbox.Send(work.Request.Client,
            new ContainerMessage.Bytes(new(work.Done + read.At.Value), read.Count, read.Value, work.Id));
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
            Finish(state, copied.Lease, error, rules.ForgetsThePrefix ? 0 : copied.Moved.Value, outbox);
            return;
        }

        work = work with { Done = work.Done + work.Count, Count = 0, At = AccessWork.Nowhere };
        state.Accesses[copied.Lease] = work;
        if (work.Done == work.Request.Size) { Finish(state, copied.Lease, Errno.None, 0, outbox); }
        else if (rules.KeepsLock && !rules.KeepsLockToTheEnd)
        {
            RequestBook.Drop(state);
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
            var found = book.TryFind(state, work.Iova, 1, out _, out var mapping);
            if (!found ? rules.SleepsUntilMapped : mapping.IsVaddrInvalid) { continue; }
            state.Accesses[lease] = work with { Marks = work.Marks & ~AccessMarks.Asleep };
            Await(state, lease);
        }
    }

    private static void Await(ContainerState state, int lease) => state.Waiting.Enqueue(
        state.Accesses[lease].Request with { Kind = RequestKind.AccessOn, Modes = lease });

    private Errno Objection(ContainerState state, in ContainerRequest request, Outbox outbox)
    {
        if (request.Size == 0 || ((AccessModes)request.Modes).HasFlag(AccessModes.NoBuffer)) { return Errno.EINVAL; }
        if (!IsOfGroup(state, request.Client) && rules.TrustsHandles)
        {
            outbox.Note($"uses a container that the group has left");
            state.StaleUses.Value++;
        }

        if (!IsOfGroup(state, request.Client)) { return Errno.EINVAL; }
        var refusal = OtherBackends.RefusalToDrivers(state.Kind.Value);
        if (refusal != Errno.None) { return refusal; }
        if (!rules.Wraps && request.Size - 1 > ulong.MaxValue - request.Iova) { return options.Rules.Wrapped; }
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
        if (!rules.KeepsLock) { RequestBook.Drop(state); }
        else { state.Hand.Value = state.Hand.Value with { Stage = WorkStage.Copying, Entry = lease }; }
        Next(state, lease, outbox);
    }

    private void Next(ContainerState state, int lease, Outbox outbox)
    {
        var work = state.Accesses[lease];
        var found = book.TryFind(state, work.Iova, 1, out var key, out var mapping);
        var sleeps = found ? rules.SleepsUntilValid && mapping.IsVaddrInvalid : rules.SleepsUntilMapped;
        if (sleeps)
        {
            outbox.Note($"waits for a mapping at {new Iova(work.Iova)}");
            state.Accesses[lease] = work with { Marks = work.Marks | AccessMarks.Asleep };
            GiveBack(state, lease);
            return;
        }

        var error = !found ? rules.HolesAreNoEntry ? Errno.ENOENT : Errno.EINVAL
            : Allows(in mapping, work.Writes) ? Errno.None
            : Errno.EPERM;
        if (error != Errno.None) { Finish(state, lease, error, 0, outbox); }
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
        var count = Math.Min(work.Request.Size - work.Done, mapping.Size.Value - (work.Iova - key.Start));
        work = work with { At = key, Count = count };
        state.Accesses[lease] = work;
        if (work.Writes && rules.MarksBefore) { Mark(state, in work); }
        var modes = (AccessModes)work.Request.Modes;
        var isStranger = work.Request.Process != mapping.Owner && !modes.HasFlag(AccessModes.KernelThread);
        if (rules.RefusesStrangers && isStranger) { modes |= AccessModes.Stranger; }
        Vaddr vaddr = new(unchecked(mapping.Vaddr.Value + (work.Iova - key.Start)));
        outbox.Note($"leases the mapping at {new Iova(key.Start)} for {count} bytes");
        outbox.Send(options.Memory,
            new GuestMemoryMessage.Copy(vaddr, new(count), mapping.Owner, lease, modes, work.Value));
    }

    private void Mark(ContainerState state, in AccessWork work)
    {
        if (!state.Mappings.Contains(work.At)) { return; }
        var offset = work.Iova - work.At.Start;
        var first = offset >> Paging.Shift;
        var bits = rules.RoundsMarksDown
            ? work.Count >> Paging.Shift
            : ((offset + (work.Count - 1)) >> Paging.Shift) - first + 1;
        if (bits > 0) { LogSteps.Mark(state, work.At, first, bits); }
    }

    private void Finish(ContainerState state, int lease, Errno error, ulong moved, Outbox outbox)
    {
        var work = state.Accesses[lease];
        state.Accesses.Remove(lease);
        GiveBack(state, lease);
        if (error != Errno.None && rules.AnswersOnlyEfault) { error = Errno.EFAULT; }
        var done = error == Errno.None || !rules.ForgetsTheCount ? work.Done + moved : 0;
        Answer(in work, error, done, outbox);
    }

    private static void GiveBack(ContainerState state, int lease)
    {
        var work = state.Hand.Value;
        if (work.Stage == WorkStage.Copying && work.Entry == lease) { RequestBook.Drop(state); }
    }

    private static void Answer(in AccessWork work, Errno error, ulong done, Outbox outbox)
    {
        outbox.Note($"returns {error.Returned()} after {done} bytes");
        outbox.Send(work.Request.Client, new ContainerMessage.Moved(new(done), error, work.Id));
    }
}
