using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How pages are pinned for containers, and charged.</summary>
internal sealed class PinSteps(FaultSteps faults, ChargeSteps charges, GuestMemoryOptions options)
{
    private readonly bool _chargesReserved = options.Kernel.Has(Type1Defects.ReservedPagesAreCharged);
    private readonly bool _chargesRefused = options.Kernel.Has(Type1Defects.RefusedPageIsCharged);
    private readonly bool _keepsZeroPage = options.Kernel.Has(Type1Defects.ZeroPageIsNeverReleased);
    private readonly bool _takesNothing = options.Kernel.Has(Type1Defects.NoPagesAreTakenForSuccess);

    internal void OnPin(GuestMemoryState state, in GuestMemoryMessage.Pin pin, ActorId container, Outbox outbox)
    {
        var error = Found(state, in pin, out var run);
        var charged = error == Errno.None ? Charged(state, in pin, ref run) : default;
        if (error == Errno.None && run.Pages == default) { error = Errno.ENOMEM; }
        if (error != Errno.None)
        {
            outbox.Note($"pins nothing at {pin.Vaddr}: {error.Returned()}");
            outbox.Send(container, new GuestMemoryMessage.Pinned(error, pin.Owner, default, default, default));
            return;
        }

        if (charged.Value > 0) { charges.Add(state, pin.Owner, (long)charged.Value, outbox); }
        if (_keepsZeroPage && run.First == Pfn.Zero) { state.ZeroPins.Value += (long)run.Pages.Value; }
        if (run.First > Pfn.None) { FrameTable.AddPins(state, run.First, run.Pages, 1); }
        outbox.Note($"pins {Counted.Of(run.Pages, "page")} at {pin.Vaddr}");
        outbox.Send(container,
            new GuestMemoryMessage.Pinned(Errno.None, pin.Owner, run.First, run.Pages, charged));
    }

    internal void OnUnpin(GuestMemoryState state, in GuestMemoryMessage.Unpin unpin, Outbox outbox)
    {
        FrameTable.AddPins(state, unpin.First, unpin.Pages, -1);
        outbox.Note($"unpins {Counted.Of(unpin.Pages, "page")} from page {unpin.First}");
        if (unpin.Uncharged.Value > 0) { charges.Add(state, unpin.Owner, -(long)unpin.Uncharged.Value, outbox); }
    }

    /// <summary>How many pages are to be charged of a run, which is cut to what the limit lets through.</summary>
    private PageCount Charged(GuestMemoryState state, in GuestMemoryMessage.Pin pin, ref PageRun run)
    {
        var batch = !pin.Modes.HasFlag(PinModes.Fits);
        var counted = !run.First.IsReserved || (_chargesReserved && batch);
        var isCharged = counted && pin.Modes.HasFlag(PinModes.Charge);
        if (!isCharged && !pin.Modes.HasFlag(PinModes.Tests)) { return default; }
        var (found, partly) = (run.Pages, !batch || _chargesRefused);
        var fitting = charges.Fitting(state, in pin, found, partly);
        run = fitting == default ? default : run.Part(default, fitting);
        if (fitting == default || !isCharged) { return default; }
        return fitting < found && batch ? fitting.Plus(PageCount.One) : fitting;
    }

    private Errno Found(GuestMemoryState state, in GuestMemoryMessage.Pin pin, out PageRun run)
    {
        run = default;
        if (!state.Processes.TryGet(pin.Pinner, out var pinner) || pinner.Alive == 0) { return Errno.ENODEV; }
        if (options.EmptyFetchAt is { } empty && pin.Vaddr == empty) { return Nothing(out run); }
        var access = pin.Modes.HasFlag(PinModes.Write) ? FaultAccess.Write | FaultAccess.Pin : FaultAccess.Pin;
        var most = pin.Modes.HasFlag(PinModes.OnePage) ? PageCount.One : pin.Pages;
        var place = ((long)pin.Pinner.Value, pin.Vaddr.Page);
        var error = faults.Resolve(state, place, most, access, out run);
        if (error != Errno.None) { return error; }
        var byNumber = state.Areas.TryFrom(place.Item1, place.Item2, out var area) && area.Kind.IsByNumber();
        if (byNumber && !run.First.IsReserved) { return Errno.EFAULT; }
        return pin.Modes.HasFlag(PinModes.Records) && !run.First.HasRecord ? Errno.EINVAL : Errno.None;
    }

    /// <summary>No page was fetched, and no error: nobody set the number of the page.</summary>
    private Errno Nothing(out PageRun run)
    {
        run = new(PageCount.One, Pfn.None, PageMarks.None);
        return _takesNothing ? Errno.None : Errno.EFAULT;
    }
}
