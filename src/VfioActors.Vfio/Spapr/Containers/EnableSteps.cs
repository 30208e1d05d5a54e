using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How a container of the first kind is enabled and disabled: the whole window is charged at once.</summary>
internal sealed class EnableSteps(SpaprContainerOptions options)
{
    private readonly bool _forgetsNothing = options.Defects.Has(SpaprDefects.DisableForgetsNothing);
    private readonly bool _chargesCaller = options.Defects.Has(SpaprDefects.CallerIsChargedNotTheOwner);

    internal void Enable(SpaprContainerState state, in SpaprWork work, Outbox outbox)
    {
        var call = work.Call;
        var error = call.Modes.HasFlag(SpaprModes.NoMemory) ? Errno.ESRCH
            : state.Enabled.Value != 0 ? Errno.EBUSY
            : state.Groups.Count == 0 ? Errno.ENODEV
            : options.DefaultWindow.Value == 0 ? Errno.EPERM
            : Errno.None;
        if (error != Errno.None)
        {
            SpaprCallBook.Finish(state, in work, error, outbox);
            return;
        }

        SpaprGate.Bind(state, call.Caller);
        if (state.Regions.Count > 0)
        {
            // The memory is registered: the window is not charged beside it.
            state.Enabled.Value = 1;
            SpaprCallBook.Finish(state, in work, Errno.None, outbox);
            return;
        }

        SpaprCallBook.Keep(state, work with { Stage = SpaprStage.ChargingWindow });
        outbox.Send(options.Memory, new GuestMemoryMessage.Recharge(
            (long)WindowPages.Value, state.OwnerOr(call.Caller), call.Modes.HasFlag(SpaprModes.LockCap) ? 1 : 0));
    }

    internal void OnCharged(SpaprContainerState state, in SpaprWork work, Errno error, Outbox outbox)
    {
        if (error == Errno.None)
        {
            state.LockedPages.Value = WindowPages;
            state.Enabled.Value = 1;
        }

        SpaprCallBook.Finish(state, in work, error, outbox);
    }

    internal void Disable(SpaprContainerState state, in SpaprWork work, Outbox outbox)
    {
        Disable(state, work.Call.Caller, outbox);
        SpaprCallBook.Finish(state, in work, Errno.None, outbox);
    }

    /// <summary>Allows no more maps, and uncharges what ENABLE charged.</summary>
    internal void Disable(SpaprContainerState state, ProcessId caller, Outbox outbox)
    {
        if (state.Enabled.Value == 0) { return; }

        state.Enabled.Value = 0;
        var pages = state.LockedPages.Value;
        if (pages.Value > 0)
        {
            var payer = _chargesCaller ? caller : state.OwnerOr(caller);
            outbox.Send(options.Memory, new PageHoldMessage.Uncharge(pages, payer, 0));
        }

        if (!_forgetsNothing) { state.LockedPages.Value = default; }
    }

    private PageCount WindowPages => new(options.DefaultWindow.Value >> Paging.Shift);
}
