using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How a container of the first kind is enabled and disabled: the whole window is charged at once.</summary>
internal sealed class EnableSteps(SpaprContainerOptions options, SpaprGate gate)
{
    private readonly bool _forgetsNothing = options.Kernel.Has(SpaprDefects.DisableForgetsNothing);
    private readonly bool _chargesCaller = options.Kernel.Has(SpaprDefects.CallerIsChargedNotTheOwner);

    internal void Enable(SpaprContainerState state, in SpaprContainerMessage.Enable call, Outbox outbox)
    {
        SpaprCaller caller = new(call.Modes, call.Caller);
        var error = gate.OfEnable(state, caller);
        if (error == Errno.None) { error = Objection(state, caller); }

        if (error != Errno.None)
        {
            SpaprCallQueue.Finish(state, error, outbox);
            return;
        }

        SpaprGate.Bind(state, caller.Process);
        if (state.Regions.Count > 0)
        {
            // The memory is registered: the window is not charged beside it.
            state.Enabled.Value = 1;
            SpaprCallQueue.Finish(state, Errno.None, outbox);
            return;
        }

        SpaprCallQueue.Await(state, SpaprStage.ChargingWindow, outbox);
        outbox.Send(options.Memory, new GuestMemoryMessage.Recharge(
            (long)options.DefaultWindow.Pages.Value, state.OwnerOr(caller.Process), caller.IsExempt));
    }

    internal void OnCharged(SpaprContainerState state, Errno error, Outbox outbox)
    {
        if (error == Errno.None)
        {
            state.LockedPages.Value = options.DefaultWindow.Pages;
            state.Enabled.Value = 1;
        }

        SpaprCallQueue.Finish(state, error, outbox);
    }

    internal void Disable(SpaprContainerState state, in SpaprContainerMessage.Disable call, Outbox outbox)
    {
        var error = gate.OfEnable(state, new(call.Modes, call.Caller));
        if (error == Errno.None) { Disable(state, call.Caller, outbox); }

        SpaprCallQueue.Finish(state, error, outbox);
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

    private Errno Objection(SpaprContainerState state, SpaprCaller caller) =>
        caller.HasNoMemory ? Errno.ESRCH
        : state.Enabled.Value != 0 ? Errno.EBUSY
        : state.Groups.Count == 0 ? Errno.ENODEV
        : options.DefaultWindow.Value == 0 ? Errno.EPERM
        : Errno.None;
}
