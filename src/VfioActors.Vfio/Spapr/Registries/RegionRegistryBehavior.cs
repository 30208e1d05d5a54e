using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
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
public sealed class RegionRegistryBehavior : IBehavior<RegionRegistryState>, IRefuses
{
    private readonly RegionRegistryOptions _options;
    private readonly RegisterSteps _register;
    private readonly DropSteps _drop;
    private readonly LeaseSteps _lease;
    private readonly MessageTable<RegionRegistryState> _calls;
    private readonly MessageTable<RegionRegistryState> _rest;

    /// <param name="options">What it is like.</param>
    public RegionRegistryBehavior(RegionRegistryOptions options)
    {
        RegionIndex regions = new(options);
        _options = options;
        _drop = new(options, regions);
        _register = new(options, regions);
        _lease = new(options, regions, _drop);
        _calls = Calls();
        _rest = Rest();
    }

    /// <inheritdoc/>
    public IReadOnlyList<RefusableRequest> Refusables { get; } =
    [
        RefusableRequest.Of(
            new(0, "memory for the record of a region", "mm_iommu_do_alloc", "ENOMEM"),
            static (in RegionRegistryMessage.Register _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new RegionRegistryMessage.Registered(RegionId.None, Errno.ENOMEM, 0, 0))),
    ];

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
        if (_calls.Hears(in envelope)) { Enqueue(state, in envelope, outbox); }
        else { _rest.Receive(state, in envelope, outbox); }

        while (!state.Current.Value.IsSome && state.Waiting.Count > 0)
        {
            var next = state.Waiting.Dequeue();
            outbox.Serving = next.Operation;
            _calls.Receive(state, in next, outbox);
        }
    }

    /// <summary>What waits for its turn, and what is done when that comes.</summary>
    private MessageTable<RegionRegistryState> Calls() => new MessageTable<RegionRegistryState>()
        .On<RegionRegistryMessage.Register>(_register.Begin)
        .On<RegionRegistryMessage.Unregister>(_drop.Unregister)
        .On<RegionRegistryMessage.Drop>(_drop.Drop);

    /// <summary>What is heard at once: entries that are counted, read sections, and answers.</summary>
    private MessageTable<RegionRegistryState> Rest() => new MessageTable<RegionRegistryState>()
        .On<RegionRegistryMessage.Lease>(_lease.OnLease)
        .On<RegionRegistryMessage.Return>(_lease.OnReturn)
        .On<RegionRegistryMessage.Find>(_lease.OnFind)
        .On<RegionRegistryMessage.Hold>(LeaseSteps.OnHold)
        .On<RegionRegistryMessage.Leave>(_drop.OnLeave)
        .On<RegionRegistryMessage.FindExact>(_lease.OnFindExact)
        .On<RegionRegistryMessage.MarkLater>(_lease.OnMarkLater)
        .On<GuestMemoryMessage.Recharged>(_register.OnCharged)
        .On<PageHoldMessage.Held>(_register.OnHeld)
        .On<PageHoldMessage.GivenBack>(DropSteps.OnGivenBack)
        .On<LockMessage.Granted>(_register.OnLocked)
        .Says<RegionRegistryMessage.Registered>()
        .Says<RegionRegistryMessage.Dropped>()
        .Says<RegionRegistryMessage.Leased>()
        .Says<RegionRegistryMessage.Found>()
        .Says<RegionRegistryMessage.Held>();

    private static void Enqueue(RegionRegistryState state, in Envelope envelope, Outbox outbox)
    {
        if (!state.Waiting.IsFull)
        {
            if (state.Current.Value.IsSome) { outbox.Note($"waits for its turn"); }

            state.Waiting.Enqueue(new(in envelope));
        }
        else if (envelope.Is<RegionRegistryMessage.Register>())
        {
            outbox.Send(envelope.From, new RegionRegistryMessage.Registered(default, Errno.EAGAIN, 0, 0));
        }
        else
        {
            var region = envelope.Is<RegionRegistryMessage.Drop>(out var drop) ? drop.Region : RegionId.None;
            outbox.Send(envelope.From, new RegionRegistryMessage.Dropped(region, Errno.EAGAIN, 0));
        }
    }
}
