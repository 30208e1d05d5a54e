using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How locked pages are counted, and held to the limit.</summary>
internal sealed class ChargeSteps(GuestMemoryOptions options)
{
    private readonly PageCount _strictness =
        options.Kernel.Has(Type1Defects.LimitTestIsOnePageTooStrict) ? PageCount.One : default;

    private readonly bool _putsOff = options.Kernel.Has(Type1Defects.ChargeIsPutOff);
    private readonly bool _needsThread = options.Kernel.Has(Type1Defects.UnmapNeedsTheMappingThread);
    private readonly bool _asksCapabilityNow = options.Kernel.Has(Type1Defects.CapabilityIsAskedTooLate);
    private readonly bool _followsExec = options.Kernel.Has(Type1Defects.UnchargeHitsNewMemory);

    internal void OnCharge(GuestMemoryState state, in GuestMemoryMessage.Charge charge, Outbox outbox) =>
        Add(state, charge.Owner, charge.Pages, outbox);

    internal void OnWorkItem(GuestMemoryState state, in GuestMemoryMessage.WorkItem item, Outbox outbox) =>
        Settle(state, item.Owner, item.Pages, outbox);

    internal void OnMove(GuestMemoryState state, in GuestMemoryMessage.Move move, ActorId asker, Outbox outbox)
    {
        var pages = move.Pages;
        var fits = move.Modes.HasFlag(PinModes.LockCap) || Room(state, move.To, (pages, pages), 0) >= pages;
        if (fits)
        {
            Add(state, move.To, (long)pages.Value, outbox);
            Add(state, move.From, -(long)pages.Value, outbox);
        }

        outbox.Send(asker, new GuestMemoryMessage.Moved(fits ? Errno.None : Errno.ENOMEM));
    }

    internal void OnRecharge(
        GuestMemoryState state, in GuestMemoryMessage.Recharge charge, ActorId asker, Outbox outbox)
    {
        PageCount pages = new((ulong)charge.Pages);
        var error = state.Processes[charge.Owner].Alive == 0 ? Errno.ESRCH
            : charge.Exempt != 0 || Room(state, charge.Owner, (pages, pages), 0) >= pages ? Errno.None
            : Errno.ENOMEM;
        if (error == Errno.None) { Add(state, charge.Owner, charge.Pages, outbox); }
        outbox.Send(asker, new GuestMemoryMessage.Recharged(charge.Pages, charge.Owner, error));
    }

    /// <summary>How many of the pages the limits let through: all, none, or as many as fit when that will do.</summary>
    /// <param name="partly">Whether some of the pages will do.</param>
    internal PageCount Fitting(
        GuestMemoryState state, in GuestMemoryMessage.Pin pin, PageCount pages, bool partly)
    {
        var exempt = pin.Modes.HasFlag(PinModes.LockCap);
        if (_asksCapabilityNow ? state.Processes[pin.Pinner].Capability != 0 : exempt) { return pages; }
        var charged = pin.Modes.HasFlag(PinModes.Charge) ? pages : default;
        var room = Room(state, pin.Owner, (pages, charged), exempt ? 1 : 0);
        if (pin.Pinner != pin.Owner) { room = PageCount.Min(room, Room(state, pin.Pinner, (pages, charged), 0)); }
        return room == pages || partly ? room : default;
    }

    /// <summary>Changes the count of pages charged to a process.</summary>
    internal void Add(GuestMemoryState state, ProcessId process, long pages, Outbox outbox)
    {
        if (_putsOff) { outbox.After(new(1), new GuestMemoryMessage.WorkItem(pages, process, 1)); }
        else { Settle(state, process, pages, outbox); }
    }

    /// <summary>Changes the count at once.</summary>
    private void Settle(GuestMemoryState state, ProcessId process, long pages, Outbox outbox)
    {
        var record = state.Processes[process];
        if (_needsThread && record.ThreadGone != 0 && pages < 0) { return; }
        if (_followsExec && record.Successor != default)
        {
            process = record.Successor;
            record = state.Processes[process];
        }

        record = record with { LockedPages = record.LockedPages + pages };
        state.Processes[process] = record;
        outbox.Note($"lockedVm = {record.LockedPages}");
    }

    /// <summary>How many more pages may be charged to a process, at most as many as asked.</summary>
    private PageCount Room(
        GuestMemoryState state, ProcessId process, (PageCount Asked, PageCount Charged) pages, long exempt)
    {
        var record = state.Processes[process];
        var used = new PageCount((ulong)Math.Max(0, record.LockedPages)).Plus(_strictness);
        var room = record.LimitPages > used ? record.LimitPages.Minus(used) : default;
        if (room < pages.Asked)
        {
            var limit = (long)record.LimitPages.Value;
            state.Refused.Value = new(record.LockedPages, (long)pages.Charged.Value, limit, exempt);
        }

        return PageCount.Min(room, pages.Asked);
    }
}
