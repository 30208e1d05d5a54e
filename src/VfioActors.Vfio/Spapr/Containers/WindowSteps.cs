using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How windows are made, their tables charged, and removed with what their entries hold.</summary>
internal sealed class WindowSteps(SpaprContainerOptions options, SettleSteps settle)
{
    /// <summary>The first address of the second window: TCE_BYPASS.</summary>
    private static readonly Iova SecondStart = new(1UL << 59);

    private readonly bool _clearsLate = options.Kernel.Has(SpaprDefects.EntriesAreClearedAfterTheWindow);

    /// <summary>Makes the default window.</summary>
    /// <returns>Why it cannot be made; none when it is on its way.</returns>
    internal Errno BeginDefault(SpaprContainerState state, SpaprCaller caller, Outbox outbox) =>
        state.Groups.Count == 0
            ? Errno.ENODEV
            : Begin(state, caller, (options.DefaultWindow, TcePageShift.Smallest, 1), outbox);

    /// <summary>Makes the window that is asked for; the default one is there or not wanted.</summary>
    internal void BeginCreate(SpaprContainerState state, in SpaprContainerMessage.CreateWindow call, Outbox outbox)
    {
        SpaprCaller caller = new(call.Modes, call.Caller);
        var isShift = call.Shift is >= Paging.Shift and < 63;
        var error = state.Windows.IsFull ? Errno.ENOSPC
            : !isShift || (options.PageSizes & (1UL << call.Shift)) == 0 ? Errno.EINVAL
            : !options.HasDynamicWindows ? Errno.EPERM
            : Begin(state, caller, (call.Size, new(call.Shift), call.Levels), outbox);
        if (error != Errno.None) { SpaprCallQueue.Finish(state, error, outbox); }
    }

    /// <summary>The table is charged, or not.</summary>
    internal void OnCharged(SpaprContainerState state, Errno error, Outbox outbox)
    {
        var window = state.Window.Value;
        if (error == Errno.None)
        {
            error = TableSize.Refusal(window.Shift.BytesOf(window.Total), window.Shift, window.Levels);
            if (error != Errno.None && !options.Kernel.FailedTablesStayCharged) { Uncharge(state, outbox); }
        }

        if (error != Errno.None)
        {
            SpaprCallQueue.Finish(state, error, outbox);
            return;
        }

        SpaprCallQueue.Await(state, SpaprStage.MakingWindow, outbox);
        outbox.Send(options.Unit, new TceUnitMessage.Make(StartOf(window.Slot), window.Total, window.Shift, 0));
    }

    /// <summary>The window is made, or not.</summary>
    /// <returns>Whether the call goes on with it.</returns>
    internal bool OnMade(SpaprContainerState state, in TceUnitMessage.Made made, Outbox outbox)
    {
        if (made.Error != Errno.None)
        {
            Uncharge(state, outbox);
            SpaprCallQueue.Finish(state, made.Error, outbox);
            return false;
        }

        var window = state.Window.Value;
        var start = StartOf(window.Slot);
        state.Windows[window.Slot] = new(start, window.Total, window.Pages, window.Shift, made.Window);
        var isDefault = state.IsPending.Value != 0;
        state.IsPending.Value = 0;
        if (isDefault) { return true; }

        SpaprCallQueue.Finish(state, new SpaprContainerMessage.Done(start.Value, Errno.None, 0), outbox);
        return false;
    }

    internal void BeginRemove(SpaprContainerState state, in SpaprContainerMessage.RemoveWindow call, Outbox outbox)
    {
        if (state.IsPending.Value != 0 && call.Start == default)
        {
            state.IsPending.Value = 0;
            SpaprCallQueue.Finish(state, Errno.None, outbox);
            return;
        }

        var error = !state.TryWindow(call.Start, out var slot, out _) ? Errno.EINVAL
            : !options.HasDynamicWindows ? Errno.EPERM
            : Errno.None;
        if (error != Errno.None) { SpaprCallQueue.Finish(state, error, outbox); }
        else { Remove(state, slot, new(call.Modes, call.Caller), outbox); }
    }

    /// <summary>Gives a window up; nobody of this container maps into it from now on.</summary>
    internal void Remove(SpaprContainerState state, int slot, SpaprCaller caller, Outbox outbox)
    {
        var window = state.Windows[slot];
        state.Windows.Remove(slot);
        state.Window.Value = new(window.TablePages, window.Count, window.Shift, slot, window.Window, 0, caller);
        SpaprCallQueue.Await(state, SpaprStage.RemovingWindow, outbox);
        outbox.Send(options.Unit, new TceUnitMessage.Remove(window.Window, 0));
    }

    internal void OnCleared(SpaprContainerState state, in TceUnitMessage.Exchanged old, Outbox outbox) =>
        settle.Settle(state, state.Window.Value.Shift, in old, outbox);

    /// <summary>The window is gone.</summary>
    /// <returns>Whether its removal is done.</returns>
    internal bool OnRemoved(SpaprContainerState state, Outbox outbox)
    {
        Uncharge(state, outbox);
        if (!_clearsLate) { return true; }

        var window = state.Window.Value;
        SpaprCallQueue.Await(state, SpaprStage.ClearingGone, outbox);
        outbox.Send(options.Unit, new TceUnitMessage.Clear(default, window.Total, window.Window, 0));
        return false;
    }

    private static Iova StartOf(int slot) => slot == 0 ? default : SecondStart;

    private static int FreeSlot(SpaprContainerState state) => state.Windows.Contains(0) ? 1 : 0;

    private Errno Begin(
        SpaprContainerState state, SpaprCaller caller, (ByteCount Size, TcePageShift Shift, int Levels) window,
        Outbox outbox)
    {
        if (state.Windows.IsFull) { return Errno.ENOSPC; }

        var size = options.Kernel.TablesFillPages
            ? TableSize.Filled(window.Size, window.Shift, window.Levels)
            : window.Size;
        var pages = TableSize.Of(size, window.Shift, window.Levels);
        if (pages.Value == 0) { return Errno.EINVAL; }

        state.Window.Value = new(
            pages, window.Shift.CountOf(size), window.Shift, FreeSlot(state), 0, window.Levels, caller);
        SpaprCallQueue.Await(state, SpaprStage.ChargingTable, outbox);
        outbox.Send(options.Memory, new GuestMemoryMessage.Recharge(
            (long)pages.Value, state.OwnerOr(caller.Process), caller.IsExempt));
        return Errno.None;
    }

    private void Uncharge(SpaprContainerState state, Outbox outbox)
    {
        var window = state.Window.Value;
        if (window.Pages.Value == 0 || window.Caller.HasNoMemory) { return; }

        outbox.Send(options.Memory, new PageHoldMessage.Uncharge(
            window.Pages, state.OwnerOr(window.Caller.Process), 0));
    }
}
