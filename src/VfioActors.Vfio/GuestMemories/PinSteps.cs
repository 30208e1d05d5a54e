using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How pages are pinned for containers, and charged.</summary>
internal sealed class PinSteps(FaultSteps faults)
{
    internal void OnPin(GuestMemoryState state, in GuestMemoryMessage.Pin pin, ActorId container, Outbox outbox)
    {
        var error = Found(state, in pin, out var run);
        var charged = error == Errno.None && pin.Modes.HasFlag(PinModes.Charge) && !new Pfn(run.First).IsReserved;
        if (charged)
        {
            var fitting = Fitting(state, in pin, run.Pages);
            if (fitting == 0) { error = Errno.ENOMEM; }
            else { run = run.Part(0, fitting); }
        }

        if (error != Errno.None)
        {
            outbox.Note($"pins nothing at {pin.Vaddr}: {error.Returned()}");
            outbox.Send(container, new GuestMemoryMessage.Pinned(error, pin.Owner, default, default, default));
            return;
        }

        if (charged) { Add(state, pin.Owner, (long)run.Pages, outbox); }
        FrameBook.AddPins(state, run.First, run.Pages, 1);
        outbox.Note($"pins {run.Pages} pages at {pin.Vaddr}");
        PageCount charge = new(charged ? run.Pages : 0);
        outbox.Send(container,
            new GuestMemoryMessage.Pinned(Errno.None, pin.Owner, new(run.First), new(run.Pages), charge));
    }

    internal static void OnUnpin(GuestMemoryState state, in GuestMemoryMessage.Unpin unpin, Outbox outbox)
    {
        FrameBook.AddPins(state, unpin.First.Value, unpin.Pages.Value, -1);
        outbox.Note($"unpins {unpin.Pages} pages from page {unpin.First}");
        if (unpin.Uncharged.Value > 0) { Add(state, unpin.Owner, -(long)unpin.Uncharged.Value, outbox); }
    }

    internal static void OnMove(GuestMemoryState state, in GuestMemoryMessage.Move move, ActorId asker, Outbox outbox)
    {
        var pages = (long)move.Pages.Value;
        var fits = move.Modes.HasFlag(PinModes.LockCap) || Room(state, move.To, move.Pages.Value) >= move.Pages.Value;
        if (fits)
        {
            Add(state, move.To, pages, outbox);
            Add(state, move.From, -pages, outbox);
        }

        outbox.Send(asker, new GuestMemoryMessage.Moved(fits ? Errno.None : Errno.ENOMEM));
    }

    internal static void OnCharge(GuestMemoryState state, in GuestMemoryMessage.Charge charge, Outbox outbox) =>
        Add(state, charge.Owner, charge.Pages, outbox);

    /// <summary>How many more pages may be charged to a process, at most as many as asked.</summary>
    internal static ulong Room(GuestMemoryState state, ProcessId process, ulong asked)
    {
        var record = state.Processes[process];
        var used = record.LockedPages > 0 ? (ulong)record.LockedPages : 0;
        var room = record.LimitPages > used ? record.LimitPages - used : 0;
        if (room < asked)
        {
            state.Refused.Value = new(record.LockedPages, (long)asked, (long)record.LimitPages);
        }

        return Math.Min(room, asked);
    }

    /// <summary>Changes the count of pages charged to a process.</summary>
    internal static void Add(GuestMemoryState state, ProcessId process, long pages, Outbox outbox)
    {
        var record = state.Processes[process];
        record = record with { LockedPages = record.LockedPages + pages };
        state.Processes[process] = record;
        outbox.Note($"lockedVm = {record.LockedPages}");
    }

    private Errno Found(GuestMemoryState state, in GuestMemoryMessage.Pin pin, out PageRun run)
    {
        run = default;
        if (!state.Processes.TryGet(pin.Pinner, out var pinner) || pinner.Alive == 0) { return Errno.ENODEV; }
        var access = pin.Modes.HasFlag(PinModes.Write) ? FaultAccess.Write | FaultAccess.Pin : FaultAccess.Pin;
        var most = pin.Modes.HasFlag(PinModes.OnePage) ? 1 : pin.Pages.Value;
        var place = ((long)pin.Pinner.Value, Paging.PageOf(pin.Vaddr.Value));
        var error = faults.Resolve(state, place, most, access, out run);
        if (error != Errno.None) { return error; }
        var byNumber = state.Areas.TryFrom(place.Item1, place.Item2, out var area) && area.Kind.IsByNumber();
        if (byNumber && !new Pfn(run.First).IsReserved) { return Errno.EFAULT; }
        return pin.Modes.HasFlag(PinModes.Records) && !new Pfn(run.First).HasRecord ? Errno.EINVAL : Errno.None;
    }

    /// <summary>How many of the pages the limits let through: all, none, or as many as fit when that will do.</summary>
    private static ulong Fitting(GuestMemoryState state, in GuestMemoryMessage.Pin pin, ulong pages)
    {
        if (pin.Modes.HasFlag(PinModes.LockCap)) { return pages; }
        var room = Room(state, pin.Owner, pages);
        if (pin.Pinner != pin.Owner) { room = Math.Min(room, Room(state, pin.Pinner, pages)); }
        return room == pages || pin.Modes.HasFlag(PinModes.Fits) ? room : 0;
    }
}
