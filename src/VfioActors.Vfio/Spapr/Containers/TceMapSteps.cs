using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>
/// How memory is mapped: batch by batch, pages are held first, then entries exchanged, then given back what was there.
/// A failure clears the entries of the call.
/// </summary>
internal sealed class TceMapSteps(SpaprContainerOptions options, SpaprGate gate, SettleSteps settle)
{
    private readonly bool _checksFirstOnly = options.Kernel.Has(SpaprDefects.OnlyTheFirstEntryIsChecked);
    private readonly bool _refusesWithOne = options.Kernel.Has(SpaprDefects.RefusedParameterIsOne);
    private readonly bool _stopsSilently = options.Kernel.Has(SpaprDefects.MapStopsSilentlyAtClosingRegions);
    private readonly bool _uncountsOld = options.Kernel.Has(SpaprDefects.FailedExchangeUncountsTheOldRegion);
    private readonly bool _looksUpTwice = options.Kernel.Has(SpaprDefects.DescriptorIsUsedAfterTheSection);

    /// <summary>Begins when the default window, if one was due, is there.</summary>
    internal void Begin(SpaprContainerState state, in SpaprContainerMessage.Map call, Outbox outbox)
    {
        var error = !state.TryWindow(call.Iova, out var slot, out var window) ? Errno.ENXIO
            : !window.Shift.Aligns(call.Size) || !window.Shift.Aligns(call.Vaddr) ? Errno.EINVAL
            : RightsOf(in call) == TceRights.None ? Errno.EINVAL
            : Errno.None;
        if (error != Errno.None)
        {
            SpaprCallQueue.Finish(state, error, outbox);
            return;
        }

        var total = window.Shift.CountOf(call.Size);
        var isOwn = gate.UsesRegions(state) ? 0 : 1;
        if (!window.Shift.Aligns(call.Iova)) { RefuseParameter(state, outbox); }
        else if (!_checksFirstOnly && total > window.From(call.Iova))
        {
            SpaprCallQueue.Finish(state, Errno.EINVAL, outbox);
        }
        else
        {
            Next(state, new(
                default, total, default, Pfn.None, RegionId.None, window.Window, slot, window.Shift, isOwn,
                Errno.None), outbox);
        }
    }

    internal void OnLeased(SpaprContainerState state, in RegionRegistryMessage.Leased leased, Outbox outbox)
    {
        var map = state.Maps[outbox.Serving];
        if (leased.Error != Errno.None)
        {
            RefuseRegion(state, in map, leased.Error, outbox);
            return;
        }

        map = map with { Frame = leased.First, Batch = leased.Count, Region = leased.Region };
        Exchange(state, in map, outbox);
    }

    /// <summary>With a defect: what was found is used by a later step.</summary>
    internal void OnFound(SpaprContainerState state, in RegionRegistryMessage.Found found, Outbox outbox)
    {
        var map = state.Maps[outbox.Serving];
        if (found.Error != Errno.None)
        {
            RefuseRegion(state, in map, found.Error, outbox);
            return;
        }

        map = map with { Frame = found.First, Batch = found.Count, Region = found.Region };
        Await(state, in map, SpaprStage.Holding, outbox);
        outbox.Send(options.Registry, new RegionRegistryMessage.Hold((int)found.Count.Value, found.Region));
    }

    internal void OnHeld(SpaprContainerState state, in RegionRegistryMessage.Held held, Outbox outbox)
    {
        var map = state.Maps[outbox.Serving];
        if (held.Error == Errno.None) { Exchange(state, in map, outbox); }
        else { RefuseRegion(state, in map, held.Error, outbox); }
    }

    internal void OnPinned(SpaprContainerState state, in PageHoldMessage.Held held, Outbox outbox)
    {
        var map = state.Maps[outbox.Serving];
        if (held.Error != Errno.None)
        {
            Fail(state, in map, held.Error, outbox);
            return;
        }

        // Only whole IOMMU pages are of use, and only where the pages themselves are as large.
        TceCount batch = new(held.Shift < map.Shift.Value ? 0 : held.Pages.Value / map.Shift.Pages.Value);
        var used = map.Shift.PagesOf(batch);
        if (used < held.Pages)
        {
            outbox.Send(options.Memory, new PageHoldMessage.GiveBack(
                new(held.First.Value + (long)used.Value), held.Pages.Minus(used), HoldMarks.None, 0));
        }

        if (batch.Value == 0)
        {
            Fail(state, in map, Errno.EPERM, outbox);
            return;
        }

        map = map with { Frame = held.First, Batch = batch, Region = RegionId.None };
        Exchange(state, in map, outbox);
    }

    internal void OnExchanged(SpaprContainerState state, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        var map = state.Maps[outbox.Serving];
        if (old.Shape.Marks.HasFlag(TceMarks.Refused))
        {
            TakeBack(state, in map, in old, outbox);
            var isGone = !state.Windows.TryGet(map.Slot, out var window) || window.Window != map.Window;
            Fail(state, in map, isGone ? Errno.ENXIO : Errno.EIO, outbox);
            return;
        }

        settle.Settle(state, map.Shift, in old, outbox);
        if (!old.Shape.Marks.HasFlag(TceMarks.Last)) { return; }

        Next(state, map with { Done = new(map.Done.Value + map.Batch.Value) }, outbox);
    }

    /// <summary>The entries of a failed call are cleared, run by run.</summary>
    internal void OnUndone(SpaprContainerState state, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        var map = state.Maps[outbox.Serving];
        settle.Settle(state, map.Shift, in old, outbox);
        if (old.Shape.Marks.HasFlag(TceMarks.Last)) { Finish(state, map.Error, outbox); }
    }

    internal void RefuseParameter(SpaprContainerState state, Outbox outbox)
    {
        if (_refusesWithOne)
        {
            SpaprCallQueue.Finish(state, new SpaprContainerMessage.Done(1, Errno.None, 0), outbox);
        }
        else { SpaprCallQueue.Finish(state, Errno.EINVAL, outbox); }
    }

    private static SpaprContainerMessage.Map CallOf(SpaprContainerState state, Outbox outbox) =>
        SpaprCallQueue.Current(state, outbox).Message.Read<SpaprContainerMessage.Map>();

    /// <summary>What a device may do by the entries of a map.</summary>
    private static TceRights RightsOf(in SpaprContainerMessage.Map call) =>
        (TceRights)((int)call.Modes & (int)TceRights.ReadWrite);

    private static void Await(
        SpaprContainerState state, in TceMapProgress map, SpaprStage stage, Outbox outbox)
    {
        state.Maps[outbox.Serving] = map;
        SpaprCallQueue.Await(state, stage, outbox);
    }

    private static void Finish(SpaprContainerState state, Errno error, Outbox outbox)
    {
        state.Maps.Remove(outbox.Serving);
        SpaprCallQueue.Finish(state, error, outbox);
    }

    private void Next(SpaprContainerState state, in TceMapProgress map, Outbox outbox)
    {
        if (map.Done == map.Total)
        {
            Finish(state, Errno.None, outbox);
            return;
        }

        var call = CallOf(state, outbox);
        var (vaddr, owner) = (call.Vaddr.Plus(map.DoneBytes), state.OwnerOr(call.Caller));
        if (map.IsOwn != 0)
        {
            Await(state, in map, SpaprStage.Pinning, outbox);
            var rights = RightsOf(in call).HasFlag(TceRights.Write) ? AreaRights.ReadWrite : AreaRights.Read;
            outbox.Send(options.Memory, new PageHoldMessage.Hold(
                vaddr, map.Shift.PagesOf(map.Next), call.Caller, rights));
        }
        else if (_looksUpTwice)
        {
            Await(state, in map, SpaprStage.Finding, outbox);
            outbox.Send(options.Registry, new RegionRegistryMessage.Find(vaddr, map.Next, owner, map.Shift));
        }
        else
        {
            Await(state, in map, SpaprStage.Leasing, outbox);
            outbox.Send(options.Registry, new RegionRegistryMessage.Lease(vaddr, map.Next, owner, map.Shift));
        }
    }

    private void Exchange(SpaprContainerState state, in TceMapProgress map, Outbox outbox)
    {
        var call = CallOf(state, outbox);
        Await(state, in map, SpaprStage.Exchanging, outbox);
        outbox.Send(options.Unit, new TceUnitMessage.Exchange(
            call.Iova.Plus(map.DoneBytes), map.Frame, call.Vaddr.Plus(map.DoneBytes), map.Region,
            new((ushort)map.Batch.Value, (byte)map.Window, (TceMarks)(int)RightsOf(in call))));
    }

    /// <summary>The batch in hand is in no entry: what holds its pages is given back.</summary>
    private void TakeBack(
        SpaprContainerState state, in TceMapProgress map, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        if (map.Region == RegionId.None)
        {
            outbox.Send(options.Memory, new PageHoldMessage.GiveBack(
                map.Frame, map.Shift.PagesOf(map.Batch), HoldMarks.None, 0));
            return;
        }

        var (region, vaddr) = _uncountsOld
            ? (old.Region, old.Vaddr)
            : (map.Region, CallOf(state, outbox).Vaddr.Plus(map.DoneBytes));
        outbox.Send(options.Registry, new RegionRegistryMessage.Return(
            vaddr, (int)map.Batch.Value, region, map.Shift, TceRights.None));
    }

    private void RefuseRegion(SpaprContainerState state, in TceMapProgress map, Errno error, Outbox outbox)
    {
        if (_stopsSilently && error == Errno.ENXIO) { Finish(state, Errno.None, outbox); }
        else { Fail(state, in map, error, outbox); }
    }

    private void Fail(SpaprContainerState state, in TceMapProgress map, Errno error, Outbox outbox)
    {
        if (map.Done.Value == 0)
        {
            Finish(state, error, outbox);
            return;
        }

        var call = CallOf(state, outbox);
        Await(state, map with { Error = error }, SpaprStage.Undoing, outbox);
        outbox.Send(options.Unit, new TceUnitMessage.Clear(call.Iova, map.Done, map.Window, 0));
    }
}
