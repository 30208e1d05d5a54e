using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// The memory of a process and of those that came from it by fork: they share pages, so one owner has them all. What
/// the kernel does under mmap_lock and page table locks is one step here.
/// </summary>
public sealed class GuestMemoryBehavior : IBehavior<GuestMemoryState>
{
    private readonly GuestMemoryOptions _options;
    private readonly AreaSteps _areas;
    private readonly PinSteps _pins;
    private readonly CopySteps _copies;
    private readonly ChargeSteps _charges;
    private readonly HoldSteps _holds;

    /// <param name="options">What it is like.</param>
    public GuestMemoryBehavior(GuestMemoryOptions options)
    {
        FaultSteps faults = new(options.Rules);
        _options = options;
        _areas = new(faults, options.Rules);
        _charges = new(options);
        _pins = new(faults, _charges, options);
        _copies = new(options, faults);
        _holds = new(faults, _charges);
    }

    /// <inheritdoc/>
    public GuestMemoryState Create(Journal journal)
    {
        GuestMemoryState state = new(journal, _options);
        state.Processes[default] = new(0, _options.Limit.Value, _options.Capability ? 1 : 0, 1, 0, default);
        foreach (var area in _options.Areas)
        {
            _ = AreaSteps.MapArea(state, new(area.Start, area.Pages, area.Kind, default));
            var rights = area.Kind.RightsAtFirst();
            if (rights == AreaRights.None || CopySteps.IsAwaited(_options, area)) { continue; }
            _ = _areas.Touch(state, new(area.Start, area.Pages, default, rights));
        }

        CopySteps.Start(state, _options);
        return state;
    }

    /// <inheritdoc/>
    public void Receive(GuestMemoryState state, in Envelope envelope, Outbox outbox)
    {
        if (TryContainer(state, in envelope, outbox) || TryCopy(state, in envelope, outbox)) { return; }

        if (_holds.TryReceive(state, in envelope, outbox)) { return; }
        var error = TryFill(state, in envelope) ?? TryAreaCall(state, in envelope) ?? TryProcessCall(state, in envelope)
            ?? throw Ensure.Unheard(in envelope);
        outbox.Note($"returns {error.Returned()}");
        outbox.Send(envelope.From, new GuestMemoryMessage.Done(error));
        _copies.GoOn(state, outbox);
    }

    private bool TryCopy(GuestMemoryState state, in Envelope envelope, Outbox outbox)
    {
        var from = envelope.From;
        if (envelope.Is<GuestMemoryMessage.Copy>(out var copy)) { _copies.OnCopy(state, in copy, from, outbox); }
        else if (envelope.Is<GuestMemoryMessage.Cancel>(out var cancel))
        {
            CopySteps.OnCancel(state, cancel.Lease, from, outbox);
        }
        else if (envelope.Is<GuestMemoryMessage.Peek>(out var peek)) { _copies.OnPeek(state, in peek, from, outbox); }
        else { return false; }

        return true;
    }

    private Errno? TryFill(GuestMemoryState state, in Envelope envelope)
    {
        if (envelope.Is<GuestMemoryMessage.Fill>(out var fill)) { return _copies.Fill(state, in fill); }
        if (envelope.Is<GuestMemoryMessage.Prepare>(out var prepare)) { return _copies.Prepare(state, in prepare); }
        if (envelope.Is<GuestMemoryMessage.Provide>(out var provide)) { return _copies.Provide(state, in provide); }
        return null;
    }

    private bool TryContainer(GuestMemoryState state, in Envelope envelope, Outbox outbox)
    {
        var from = envelope.From;
        if (envelope.Is<GuestMemoryMessage.Pin>(out var pin)) { _pins.OnPin(state, in pin, from, outbox); }
        else if (envelope.Is<GuestMemoryMessage.Unpin>(out var unpin)) { _pins.OnUnpin(state, in unpin, outbox); }
        else if (envelope.Is<GuestMemoryMessage.Copy>(out var copy)) { _copies.OnCopy(state, in copy, from, outbox); }
        else if (envelope.Is<GuestMemoryMessage.Charge>(out var charge))
        {
            _charges.Add(state, charge.Owner, charge.Pages, outbox);
        }
        else if (envelope.Is<GuestMemoryMessage.Recharge>(out var recharge))
        {
            _charges.OnRecharge(state, in recharge, from, outbox);
        }
        else if (envelope.Is<GuestMemoryMessage.Move>(out var move)) { _charges.OnMove(state, in move, from, outbox); }
        else if (envelope.Is<GuestMemoryMessage.WorkItem>(out var item))
        {
            _charges.Settle(state, item.Owner, item.Pages, outbox);
        }
        else { return false; }

        return true;
    }

    private Errno? TryAreaCall(GuestMemoryState state, in Envelope envelope)
    {
        if (envelope.Is<GuestMemoryMessage.Touch>(out var touch)) { return _areas.Touch(state, in touch); }
        if (envelope.Is<GuestMemoryMessage.MapArea>(out var map)) { return AreaSteps.MapArea(state, in map); }
        if (envelope.Is<GuestMemoryMessage.Protect>(out var protect)) { return AreaSteps.Protect(state, in protect); }
        if (envelope.Is<GuestMemoryMessage.Discard>(out var discard)) { return _areas.Discard(state, in discard); }
        if (envelope.Is<GuestMemoryMessage.Lock>(out var locking)) { return _areas.Lock(state, in locking); }
        return envelope.Is<GuestMemoryMessage.UnmapArea>(out var unmap) ? AreaSteps.UnmapArea(state, in unmap) : null;
    }

    private static Errno? TryProcessCall(GuestMemoryState state, in Envelope envelope)
    {
        if (envelope.Is<GuestMemoryMessage.Fork>(out var fork)) { return ProcessSteps.Fork(state, fork); }
        if (envelope.Is<GuestMemoryMessage.Exit>(out var exit)) { return ProcessSteps.Exit(state, exit.Process); }
        if (envelope.Is<GuestMemoryMessage.Exec>(out var exec)) { return ProcessSteps.Exec(state, exec); }
        if (envelope.Is<GuestMemoryMessage.EndThread>(out var end))
        {
            state.Processes[end.Process] = state.Processes[end.Process] with { ThreadGone = 1 };
            return Errno.None;
        }

        if (envelope.Is<GuestMemoryMessage.SetLimit>(out var limit))
        {
            state.Processes[limit.Process] = state.Processes[limit.Process] with { LimitBytes = limit.Limit.Value };
            return Errno.None;
        }

        if (!envelope.Is<GuestMemoryMessage.SetCapability>(out var set)) { return null; }
        state.Processes[set.Process] = state.Processes[set.Process] with { Capability = set.On };
        return Errno.None;
    }
}
