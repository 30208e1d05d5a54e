using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>
/// The registry of the regions of a family of processes. Registrations and their ends take turns; entries are counted
/// and read sections opened at any time.
/// </summary>
public sealed class RegionRegistryBehavior : IBehavior<RegionRegistryState>
{
    private readonly RegionRegistryOptions _options;
    private readonly RegisterSteps _register;
    private readonly DropSteps _drop;
    private readonly LeaseSteps _lease;

    /// <param name="options">What it is like.</param>
    public RegionRegistryBehavior(RegionRegistryOptions options)
    {
        RegionIndex regions = new(options);
        _options = options;
        _drop = new(options, regions);
        _register = new(options, regions);
        _lease = new(options, regions, _drop);
    }

    /// <inheritdoc/>
    public RegionRegistryState Create(Journal journal)
    {
        RegionRegistryState state = new(journal, _options);
        foreach (var device in _options.StartsWith)
        {
            RegionId region = new(state.NextRegion.Value++);
            state.Regions[region] = new(
                device.Start, device.Pages, 1, default, 0, 1, TcePageShift.Smallest,
                RegionMarks.Listed | RegionMarks.Pinned | RegionMarks.Device, 0);
            state.Pages.Set(region.Value, PageIndex.Zero, new(device.Pages, device.First.Value));
        }

        return state;
    }

    /// <inheritdoc/>
    public void Receive(RegionRegistryState state, in Envelope envelope, Outbox outbox)
    {
        if (TryCall(in envelope, out var call)) { Enqueue(state, in call, outbox); }
        else if (!_lease.TryReceive(state, in envelope, outbox) && !TryAnswer(state, in envelope, outbox))
        {
            throw Ensure.Unheard(in envelope);
        }

        while (state.Current.Value.Call.Kind == RegistryCallKind.None && state.Waiting.Count > 0)
        {
            var next = state.Waiting.Dequeue();
            outbox.Serving = next.Operation;
            Begin(state, in next, outbox);
        }
    }

    private void Begin(RegionRegistryState state, in RegistryCall call, Outbox outbox)
    {
        switch (call.Kind)
        {
            case RegistryCallKind.Register: _register.Begin(state, in call, outbox); break;
            case RegistryCallKind.Unregister: _drop.Unregister(state, in call, outbox); break;
            default: _drop.Drop(state, in call, outbox); break;
        }
    }

    private bool TryAnswer(RegionRegistryState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<GuestMemoryMessage.Recharged>(out var charged))
        {
            _register.OnCharged(state, charged.Error, outbox);
        }
        else if (envelope.Is<PageHoldMessage.Held>(out var held)) { _register.OnHeld(state, in held, outbox); }
        else if (envelope.Is<PageHoldMessage.GivenBack>()) { DropSteps.OnGivenBack(state, outbox); }
        else if (envelope.Is<LockMessage.Granted>()) { _register.OnLocked(state, outbox); }
        else { return false; }

        return true;
    }

    private static void Enqueue(RegionRegistryState state, in RegistryCall call, Outbox outbox)
    {
        if (!state.Waiting.IsFull)
        {
            if (state.Current.Value.Call.Kind != RegistryCallKind.None) { outbox.Note($"waits for its turn"); }

            state.Waiting.Enqueue(in call);
        }
        else if (call.Kind == RegistryCallKind.Register)
        {
            outbox.Send(call.Client, new RegionRegistryMessage.Registered(default, Errno.EAGAIN, 0, 0));
        }
        else
        {
            outbox.Send(call.Client, new RegionRegistryMessage.Dropped(call.Region, Errno.EAGAIN, 0));
        }
    }

    private static bool TryCall(in Envelope envelope, out RegistryCall call)
    {
        call = new(envelope.From, envelope.Operation, default, default, default, default, default, default, default, 0);
        if (envelope.Is<RegionRegistryMessage.Register>(out var register))
        {
            call = call with
            {
                Kind = RegistryCallKind.Register,
                Start = register.Start,
                Pages = register.Pages,
                Owner = register.Owner,
                Charged = register.Charged,
                Modes = register.Modes,
            };
        }
        else if (envelope.Is<RegionRegistryMessage.Unregister>(out var unregister))
        {
            call = call with
            {
                Kind = RegistryCallKind.Unregister,
                Start = unregister.Start,
                Pages = unregister.Pages,
                Owner = unregister.Owner,
                Charged = unregister.Charged,
            };
        }
        else if (envelope.Is<RegionRegistryMessage.Drop>(out var drop))
        {
            call = call with
            {
                Kind = RegistryCallKind.Drop,
                Region = drop.Region,
                Charged = drop.Charged,
                Modes = drop.Modes,
            };
        }

        return call.Kind != RegistryCallKind.None;
    }
}
