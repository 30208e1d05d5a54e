using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// How the kernel copies bytes from and to the memory of a process, page by page up to the first fault.
/// </summary>
internal sealed class CopySteps(FaultSteps faults)
{
    internal void OnCopy(GuestMemoryState state, in GuestMemoryMessage.Copy copy, ActorId asker, Outbox outbox)
    {
        var error = Objection(state, in copy);
        var done = 0UL;
        while (error == Errno.None && done < copy.Length.Value)
        {
            var bytes = Part(state, in copy, done, asker, outbox);
            if (bytes == 0) { error = Errno.EFAULT; }
            done += bytes;
        }

        outbox.Note($"copies {done} bytes at {copy.Vaddr}: {error.Returned()}");
        outbox.Send(asker, new GuestMemoryMessage.Copied(new(done), error, 0));
    }

    private static Errno Objection(GuestMemoryState state, in GuestMemoryMessage.Copy copy)
    {
        if (!state.Processes.TryGet(copy.Owner, out var owner) || owner.Alive == 0) { return Errno.EPERM; }
        return copy.Caller == copy.Owner || copy.Modes.HasFlag(CopyModes.FromKernelThread)
            ? Errno.None
            : Errno.EFAULT;
    }

    /// <summary>Copies the bytes of one run of pages.</summary>
    /// <returns>How many bytes; 0 when the first cannot be reached.</returns>
    private ulong Part(
        GuestMemoryState state, in GuestMemoryMessage.Copy copy, ulong done, ActorId asker, Outbox outbox)
    {
        var vaddr = unchecked(copy.Vaddr.Value + done);
        var within = vaddr & (Paging.Size - 1);
        var wanted = (within + (copy.Length.Value - done) + Paging.Size - 1) >> Paging.Shift;
        var writes = copy.Modes.HasFlag(CopyModes.Write);
        var access = writes && !copy.Modes.HasFlag(CopyModes.Behind) ? FaultAccess.Write : FaultAccess.Read;
        var error = faults.Resolve(state, (copy.Owner.Value, Paging.PageOf(vaddr)), wanted, access, out var run);
        if (error != Errno.None) { return 0; }
        var pages = run.PageAt(1) == run.First ? 1 : run.Pages;
        var bytes = Math.Min((pages << Paging.Shift) - within, copy.Length.Value - done);
        var place = ContentBook.PlaceOf(run.First) + within;
        if (writes) { ContentBook.Fill(state, place, bytes, (ulong)copy.Value); }
        else { Send(state, place, (done, bytes), asker, outbox); }
        return bytes;
    }

    private static void Send(
        GuestMemoryState state, ulong place, (ulong First, ulong Bytes) part, ActorId asker, Outbox outbox)
    {
        for (var at = 0UL; at < part.Bytes;)
        {
            var run = ContentBook.Read(state, place + at, part.Bytes - at);
            outbox.Send(asker, new GuestMemoryMessage.Bytes(part.First + at, run.Pages, run.Value));
            at += run.Pages;
        }
    }
}
