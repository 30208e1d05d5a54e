using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How locked pages are counted, and held to the limit.</summary>
internal sealed class ChargeSteps(GuestMemoryOptions options)
{
    private readonly ulong _strictness = options.Kernel.Has(Type1Defects.LimitTestIsOnePageTooStrict) ? 1UL : 0;
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
        var pages = move.Pages.Value;
        var fits = move.Modes.HasFlag(PinModes.LockCap) || Room(state, move.To, (pages, pages), 0) >= pages;
        if (fits)
        {
            Add(state, move.To, (long)pages, outbox);
            Add(state, move.From, -(long)pages, outbox);
        }

        outbox.Send(asker, new GuestMemoryMessage.Moved(fits ? Errno.None : Errno.ENOMEM));
    }

    internal void OnRecharge(
        GuestMemoryState state, in GuestMemoryMessage.Recharge charge, ActorId asker, Outbox outbox)
    {
        var pages = (ulong)charge.Pages;
        var error = state.Processes[charge.Owner].Alive == 0 ? Errno.ESRCH
            : charge.Exempt != 0 || Room(state, charge.Owner, (pages, pages), 0) >= pages ? Errno.None
            : Errno.ENOMEM;
        if (error == Errno.None) { Add(state, charge.Owner, charge.Pages, outbox); }
        outbox.Send(asker, new GuestMemoryMessage.Recharged(charge.Pages, charge.Owner, error));
    }

    /// <summary>How many of the pages the limits let through: all, none, or as many as fit when that will do.</summary>
    /// <param name="partly">Whether some of the pages will do.</param>
    internal ulong Fitting(GuestMemoryState state, in GuestMemoryMessage.Pin pin, ulong pages, bool partly)
    {
        var exempt = pin.Modes.HasFlag(PinModes.LockCap);
        if (_asksCapabilityNow ? state.Processes[pin.Pinner].Capability != 0 : exempt) { return pages; }
        var charged = pin.Modes.HasFlag(PinModes.Charge) ? pages : 0;
        var room = Room(state, pin.Owner, (pages, charged), exempt ? 1 : 0);
        if (pin.Pinner != pin.Owner) { room = Math.Min(room, Room(state, pin.Pinner, (pages, charged), 0)); }
        return room == pages || partly ? room : 0;
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
    private ulong Room(GuestMemoryState state, ProcessId process, (ulong Asked, ulong Charged) pages, long exempt)
    {
        var record = state.Processes[process];
        var used = (record.LockedPages > 0 ? (ulong)record.LockedPages : 0) + _strictness;
        var room = record.LimitPages > used ? record.LimitPages - used : 0;
        if (room < pages.Asked)
        {
            state.Refused.Value = new(record.LockedPages, (long)pages.Charged, (long)record.LimitPages, exempt);
        }

        return Math.Min(room, pages.Asked);
    }
}
