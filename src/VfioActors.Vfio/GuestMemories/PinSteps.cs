using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How pages are pinned for containers, and charged.</summary>
internal sealed class PinSteps(FaultSteps faults, ChargeSteps charges, GuestMemoryOptions options)
{
    private readonly bool _chargesReserved = options.Defects.Has(Type1Defects.ReservedPagesAreCharged);
    private readonly bool _chargesRefused = options.Defects.Has(Type1Defects.RefusedPageIsCharged);
    private readonly bool _keepsZeroPage = options.Defects.Has(Type1Defects.ZeroPageIsNeverReleased);
    private readonly bool _takesNothing = options.Defects.Has(Type1Defects.NoPagesAreTakenForSuccess);

    internal void OnPin(GuestMemoryState state, in GuestMemoryMessage.Pin pin, ActorId container, Outbox outbox)
    {
        var error = Found(state, in pin, out var run);
        var charged = error == Errno.None ? Charged(state, in pin, ref run) : 0;
        if (error == Errno.None && run.Pages == 0) { error = Errno.ENOMEM; }
        if (error != Errno.None)
        {
            outbox.Note($"pins nothing at {pin.Vaddr}: {error.Returned()}");
            outbox.Send(container, new GuestMemoryMessage.Pinned(error, pin.Owner, default, default, default));
            return;
        }

        if (charged > 0) { charges.Add(state, pin.Owner, (long)charged, outbox); }
        if (_keepsZeroPage && new Pfn(run.First) == Pfn.Zero) { state.ZeroPins.Value += (long)run.Pages; }
        if (run.First > 0) { FrameBook.AddPins(state, run.First, run.Pages, 1); }
        outbox.Note($"pins {run.Pages} pages at {pin.Vaddr}");
        outbox.Send(container,
            new GuestMemoryMessage.Pinned(Errno.None, pin.Owner, new(run.First), new(run.Pages), new(charged)));
    }

    internal void OnUnpin(GuestMemoryState state, in GuestMemoryMessage.Unpin unpin, Outbox outbox)
    {
        FrameBook.AddPins(state, unpin.First.Value, unpin.Pages.Value, -1);
        outbox.Note($"unpins {unpin.Pages} pages from page {unpin.First}");
        if (unpin.Uncharged.Value > 0) { charges.Add(state, unpin.Owner, -(long)unpin.Uncharged.Value, outbox); }
    }

    /// <summary>How many pages are to be charged of a run, which is cut to what the limit lets through.</summary>
    private ulong Charged(GuestMemoryState state, in GuestMemoryMessage.Pin pin, ref PageRun run)
    {
        var batch = !pin.Modes.HasFlag(PinModes.Fits);
        var counted = !new Pfn(run.First).IsReserved || (_chargesReserved && batch);
        var isCharged = counted && pin.Modes.HasFlag(PinModes.Charge);
        if (!isCharged && !pin.Modes.HasFlag(PinModes.Tests)) { return 0; }
        var (found, partly) = (run.Pages, !batch || _chargesRefused);
        var fitting = charges.Fitting(state, in pin, found, partly);
        run = fitting == 0 ? default : run.Part(0, fitting);
        if (fitting == 0 || !isCharged) { return 0; }
        return fitting < found && batch ? fitting + 1 : fitting;
    }

    private Errno Found(GuestMemoryState state, in GuestMemoryMessage.Pin pin, out PageRun run)
    {
        run = default;
        if (!state.Processes.TryGet(pin.Pinner, out var pinner) || pinner.Alive == 0) { return Errno.ENODEV; }
        if (options.EmptyFetchAt is { } empty && pin.Vaddr == empty) { return Nothing(out run); }
        var access = pin.Modes.HasFlag(PinModes.Write) ? FaultAccess.Write | FaultAccess.Pin : FaultAccess.Pin;
        var most = pin.Modes.HasFlag(PinModes.OnePage) ? 1 : pin.Pages.Value;
        var place = ((long)pin.Pinner.Value, Paging.PageOf(pin.Vaddr.Value));
        var error = faults.Resolve(state, place, most, access, out run);
        if (error != Errno.None) { return error; }
        var byNumber = state.Areas.TryFrom(place.Item1, place.Item2, out var area) && area.Kind.IsByNumber();
        if (byNumber && !new Pfn(run.First).IsReserved) { return Errno.EFAULT; }
        return pin.Modes.HasFlag(PinModes.Records) && !new Pfn(run.First).HasRecord ? Errno.EINVAL : Errno.None;
    }

    /// <summary>No page was fetched, and no error: nobody set the number of the page.</summary>
    private Errno Nothing(out PageRun run)
    {
        run = new(1, 0, PageMarks.None);
        return _takesNothing ? Errno.None : Errno.EFAULT;
    }
}
