using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// The memory of a process and of those that came from it by fork: they share pages, so one owner has them all. What
/// the kernel does under mmap_lock and page table locks is one step here.
/// </summary>
public sealed class GuestMemoryBehavior : IBehavior<GuestMemoryState>, IRefuses
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
        FaultSteps faults = new(options.Kernel);
        _options = options;
        _areas = new(faults, options.Kernel);
        _charges = new(options);
        _pins = new(faults, _charges, options);
        _copies = new(options, faults);
        _holds = new(faults, _charges);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RefusableRequest> Refusables { get; } =
    [
        RefusableRequest.Of(
            new(0, "memory for the pages that are pinned", "pin_user_pages_remote", "ENOMEM"),
            static (in GuestMemoryMessage.Pin pin, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new GuestMemoryMessage.Pinned(Errno.ENOMEM, pin.Owner, default, default, default))),
        RefusableRequest.Of(
            new(0, "room below the limit of the new owner", "vfio_change_dma_owner", "ENOMEM"),
            static (in GuestMemoryMessage.Move _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new GuestMemoryMessage.Moved(Errno.ENOMEM))),
        RefusableRequest.Of(
            new(0, "room below the limit", "vfio_lock_acct", "ENOMEM"),
            static (in GuestMemoryMessage.Recharge charge, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new GuestMemoryMessage.Recharged(charge.Pages, charge.Owner, Errno.ENOMEM))),
    ];

    /// <inheritdoc/>
    public GuestMemoryState Create(Journal journal)
    {
        GuestMemoryState state = new(journal, _options);
        state.Processes[default] = new(0, _options.Limit, _options.Capability ? 1 : 0, 1, 0, default);
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
    public void Receive(GuestMemoryState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<GuestMemoryState> Hears => field ??= Requests()
        .On(Call<GuestMemoryMessage.Fill>(_copies.Fill))
        .On(Call<GuestMemoryMessage.Prepare>(_copies.Prepare))
        .On(Call<GuestMemoryMessage.Provide>(_copies.Provide))
        .On(Call<GuestMemoryMessage.Touch>(_areas.Touch))
        .On(Call<GuestMemoryMessage.MapArea>(AreaSteps.MapArea))
        .On(Call<GuestMemoryMessage.UnmapArea>(AreaSteps.UnmapArea))
        .On(Call<GuestMemoryMessage.Protect>(AreaSteps.Protect))
        .On(Call<GuestMemoryMessage.Discard>(_areas.Discard))
        .On(Call<GuestMemoryMessage.Lock>(_areas.Lock))
        .On(Call<GuestMemoryMessage.Fork>(ProcessSteps.Fork))
        .On(Call<GuestMemoryMessage.Exit>(ProcessSteps.Exit))
        .On(Call<GuestMemoryMessage.Exec>(ProcessSteps.Exec))
        .On(Call<GuestMemoryMessage.EndThread>(ProcessSteps.EndThread))
        .On(Call<GuestMemoryMessage.SetLimit>(ProcessSteps.SetLimit))
        .On(Call<GuestMemoryMessage.SetCapability>(ProcessSteps.SetCapability))
        .Says<GuestMemoryMessage.Done>();

    /// <summary>What containers, registries and the memory itself ask: each answers in its own way, or not.</summary>
    private MessageTable<GuestMemoryState> Requests() => new MessageTable<GuestMemoryState>()
        .On<GuestMemoryMessage.Pin>(_pins.OnPin)
        .On<GuestMemoryMessage.Unpin>(_pins.OnUnpin)
        .On<GuestMemoryMessage.Charge>(_charges.OnCharge)
        .On<GuestMemoryMessage.Recharge>(_charges.OnRecharge)
        .On<GuestMemoryMessage.Move>(_charges.OnMove)
        .On<GuestMemoryMessage.WorkItem>(_charges.OnWorkItem)
        .On<GuestMemoryMessage.Copy>(_copies.OnCopy)
        .On<GuestMemoryMessage.Cancel>(CopySteps.OnCancel)
        .On<GuestMemoryMessage.Peek>(_copies.OnPeek)
        .On<PageHoldMessage.Hold>(_holds.OnHold)
        .On<PageHoldMessage.GiveBack>(HoldSteps.OnGiveBack)
        .On<PageHoldMessage.MarkDirty>(HoldSteps.OnMarkDirty)
        .On<PageHoldMessage.Uncharge>(_holds.OnUncharge)
        .Says<GuestMemoryMessage.Pinned>()
        .Says<GuestMemoryMessage.Recharged>()
        .Says<GuestMemoryMessage.Moved>()
        .Says<GuestMemoryMessage.Read>()
        .Says<GuestMemoryMessage.Copied>()
        .Says<PageHoldMessage.Held>()
        .Says<PageHoldMessage.GivenBack>();

    /// <summary>
    /// A system call of a process: its caller is answered with the error, and copies that wait for user space go on
    /// where it let them.
    /// </summary>
    private MessageTable<GuestMemoryState>.Replier<T> Call<T>(SystemCall<T> call)
        where T : unmanaged, IMessage => (state, in message, caller, outbox) =>
        {
            var error = call(state, in message);
            outbox.Note($"returns {error.Returned()}");
            outbox.Send(caller, new GuestMemoryMessage.Done(error));
            _copies.GoOn(state, outbox);
        };

    /// <summary>What a system call does, and what it returns.</summary>
    private delegate Errno SystemCall<T>(GuestMemoryState state, in T call)
        where T : unmanaged, IMessage;
}
