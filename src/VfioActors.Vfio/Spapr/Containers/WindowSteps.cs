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
    private const ulong SecondStart = 1UL << 59;

    private readonly bool _clearsLate = options.Defects.Has(SpaprDefects.EntriesAreClearedAfterTheWindow);

    /// <summary>Makes the default window.</summary>
    /// <returns>Why it cannot be made; none when it is on its way.</returns>
    internal Errno BeginDefault(SpaprContainerState state, SpaprWork work, Outbox outbox) =>
        state.Groups.Count == 0
            ? Errno.ENODEV
            : Begin(state, work, (options.DefaultWindow, TcePageShift.Smallest, 1), outbox);

    /// <summary>Makes the window that is asked for; the default one is there or not wanted.</summary>
    internal void BeginCreate(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        var call = work.Call;
        var isShift = call.Number is >= Paging.Shift and < 63;
        var error = state.Windows.IsFull ? Errno.ENOSPC
            : !isShift || (options.PageSizes & (1UL << call.Number)) == 0 ? Errno.EINVAL
            : !options.HasDynamicWindows ? Errno.EPERM
            : Begin(state, work, (call.Size, new(call.Number), call.Levels), outbox);
        if (error != Errno.None) { SpaprCallBook.Finish(state, in work, error, outbox); }
    }

    /// <summary>The table is charged, or not.</summary>
    internal void OnCharged(SpaprContainerState state, SpaprWork work, Errno error, int levels, Outbox outbox)
    {
        if (error == Errno.None)
        {
            ByteCount size = new(work.Total.Value << work.Shift.Value);
            error = TableSize.Refusal(size, work.Shift, levels);
            if (error != Errno.None && !options.Rules.FailedTablesStayCharged) { Uncharge(state, in work, outbox); }
        }

        if (error != Errno.None)
        {
            SpaprCallBook.Finish(state, in work, error, outbox);
            return;
        }

        SpaprCallBook.Keep(state, work with { Stage = SpaprStage.MakingWindow });
        outbox.Send(options.Unit, new TceUnitMessage.Make(StartOf(work.Slot), work.Total, work.Shift, 0));
    }

    /// <summary>The window is made, or not.</summary>
    /// <returns>Whether the call goes on with it.</returns>
    internal bool OnMade(SpaprContainerState state, SpaprWork work, in TceUnitMessage.Made made, Outbox outbox)
    {
        if (made.Error != Errno.None)
        {
            Uncharge(state, in work, outbox);
            SpaprCallBook.Finish(state, in work, made.Error, outbox);
            return false;
        }

        state.Windows[work.Slot] = new(StartOf(work.Slot), work.Total, work.Pages, work.Shift, made.Window);
        var isDefault = state.IsPending.Value != 0;
        state.IsPending.Value = 0;
        if (isDefault) { return true; }

        SpaprCallBook.Finish(
            state, in work, new SpaprContainerMessage.Done(StartOf(work.Slot).Value, Errno.None, 0), outbox);
        return false;
    }

    internal void BeginRemove(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        var start = work.Call.Iova;
        if (state.IsPending.Value != 0 && start.Value == 0)
        {
            state.IsPending.Value = 0;
            SpaprCallBook.Finish(state, in work, Errno.None, outbox);
            return;
        }

        var error = !state.TryWindow(start, out var slot, out _) ? Errno.EINVAL
            : !options.HasDynamicWindows ? Errno.EPERM
            : Errno.None;
        if (error != Errno.None) { SpaprCallBook.Finish(state, in work, error, outbox); }
        else { Remove(state, work, slot, outbox); }
    }

    /// <summary>Gives a window up; nobody of this container maps into it from now on.</summary>
    internal void Remove(SpaprContainerState state, SpaprWork work, int slot, Outbox outbox)
    {
        var window = state.Windows[slot];
        state.Windows.Remove(slot);
        SpaprCallBook.Keep(state, work with
        {
            Stage = SpaprStage.RemovingWindow,
            Window = window.Window,
            Shift = window.Shift,
            Pages = window.TablePages,
            Total = window.Count,
        });
        outbox.Send(options.Unit, new TceUnitMessage.Remove(window.Window, 0));
    }

    internal void OnCleared(
        SpaprContainerState state, in SpaprWork work, in TceUnitMessage.Exchanged old, Outbox outbox) =>
        settle.Settle(state, in work, in old, outbox);

    /// <summary>The window is gone.</summary>
    /// <returns>Whether its removal is done.</returns>
    internal bool OnRemoved(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        Uncharge(state, in work, outbox);
        if (!_clearsLate) { return true; }

        SpaprCallBook.Keep(state, work with { Stage = SpaprStage.ClearingGone });
        outbox.Send(options.Unit, new TceUnitMessage.Clear(default, work.Total, work.Window, 0));
        return false;
    }

    private static Iova StartOf(int slot) => new(slot == 0 ? 0 : SecondStart);

    private static int FreeSlot(SpaprContainerState state) => state.Windows.Contains(0) ? 1 : 0;

    private Errno Begin(
        SpaprContainerState state, SpaprWork work, (ByteCount Size, TcePageShift Shift, int Levels) window,
        Outbox outbox)
    {
        if (state.Windows.IsFull) { return Errno.ENOSPC; }

        var pages = TableSize.Of(window.Size, window.Shift, window.Levels);
        if (pages.Value == 0) { return Errno.EINVAL; }

        SpaprCallBook.Keep(state, work with
        {
            Stage = SpaprStage.ChargingTable,
            Slot = FreeSlot(state),
            Shift = window.Shift,
            Pages = pages,
            Total = window.Shift.CountOf(window.Size),
        });
        outbox.Send(options.Memory, new GuestMemoryMessage.Recharge(
            (long)pages.Value, state.OwnerOr(work.Call.Caller),
            work.Call.Modes.HasFlag(SpaprModes.LockCap) ? 1 : 0));
        return Errno.None;
    }

    private void Uncharge(SpaprContainerState state, in SpaprWork work, Outbox outbox)
    {
        if (work.Pages.Value == 0 || work.Call.Modes.HasFlag(SpaprModes.NoMemory)) { return; }

        outbox.Send(options.Memory, new PageHoldMessage.Uncharge(work.Pages, state.OwnerOr(work.Call.Caller), 0));
    }
}
