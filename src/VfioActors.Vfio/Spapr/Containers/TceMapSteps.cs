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
    private readonly bool _checksFirstOnly = options.Defects.Has(SpaprDefects.OnlyTheFirstEntryIsChecked);
    private readonly bool _refusesWithOne = options.Defects.Has(SpaprDefects.RefusedParameterIsOne);
    private readonly bool _stopsSilently = options.Defects.Has(SpaprDefects.MapStopsSilentlyAtClosingRegions);
    private readonly bool _uncountsOld = options.Defects.Has(SpaprDefects.FailedExchangeUncountsTheOldRegion);
    private readonly bool _looksUpTwice = options.Defects.Has(SpaprDefects.DescriptorIsUsedAfterTheSection);

    /// <summary>Begins when the default window, if one was due, is there.</summary>
    internal void Begin(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        var call = work.Call;
        var error = !state.TryWindow(call.Iova, out var slot, out var window) ? Errno.ENXIO
            : !window.Shift.Aligns(call.Size.Value) || !window.Shift.Aligns(call.Vaddr.Value) ? Errno.EINVAL
            : call.Rights == TceRights.None ? Errno.EINVAL
            : Errno.None;
        if (error != Errno.None)
        {
            SpaprCallBook.Finish(state, in work, error, outbox);
            return;
        }

        work = work with
        {
            Slot = slot,
            Window = window.Window,
            Shift = window.Shift,
            Total = window.Shift.CountOf(call.Size),
            IsOwn = gate.UsesRegions(state) ? 0 : 1,
        };
        if (!window.Shift.Aligns(call.Iova.Value)) { RefuseParameter(state, in work, outbox); }
        else if (!_checksFirstOnly && work.Total > window.From(call.Iova))
        {
            SpaprCallBook.Finish(state, in work, Errno.EINVAL, outbox);
        }
        else { Next(state, work, outbox); }
    }

    internal void OnLeased(
        SpaprContainerState state, SpaprWork work, in RegionRegistryMessage.Leased leased, Outbox outbox)
    {
        if (leased.Error == Errno.None)
        {
            Exchange(state, work with { Frame = leased.First, Batch = leased.Count, Region = leased.Region }, outbox);
        }
        else { RefuseRegion(state, work, leased.Error, outbox); }
    }

    /// <summary>With a defect: what was found is used by a later step.</summary>
    internal void OnFound(
        SpaprContainerState state, SpaprWork work, in RegionRegistryMessage.Found found, Outbox outbox)
    {
        if (found.Error != Errno.None)
        {
            RefuseRegion(state, work, found.Error, outbox);
            return;
        }

        SpaprCallBook.Keep(state, work with
        {
            Frame = found.First,
            Batch = found.Count,
            Region = found.Region,
            Stage = SpaprStage.Holding,
        });
        outbox.Send(options.Registry, new RegionRegistryMessage.Hold((int)found.Count.Value, found.Region));
    }

    internal void OnHeld(SpaprContainerState state, SpaprWork work, Errno error, Outbox outbox)
    {
        if (error == Errno.None) { Exchange(state, work, outbox); }
        else { RefuseRegion(state, work, error, outbox); }
    }

    internal void OnPinned(SpaprContainerState state, SpaprWork work, in PageHoldMessage.Held held, Outbox outbox)
    {
        if (held.Error != Errno.None)
        {
            Fail(state, work, held.Error, outbox);
            return;
        }

        // Only whole IOMMU pages are of use, and only where the pages themselves are as large.
        var batch = held.Shift < work.Shift.Value ? 0 : held.Pages.Value / work.Shift.Pages;
        var used = batch * work.Shift.Pages;
        if (used < held.Pages.Value)
        {
            outbox.Send(options.Memory, new PageHoldMessage.GiveBack(
                new(held.First.Value + (long)used), new(held.Pages.Value - used), HoldMarks.None, 0));
        }

        if (batch == 0) { Fail(state, work, Errno.EPERM, outbox); }
        else { Exchange(state, work with { Frame = held.First, Batch = new(batch), Region = RegionId.None }, outbox); }
    }

    internal void OnExchanged(
        SpaprContainerState state, SpaprWork work, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        if (old.Shape.Marks.HasFlag(TceMarks.Refused))
        {
            TakeBack(in work, in old, outbox);
            var isGone = !state.Windows.TryGet(work.Slot, out var window) || window.Window != work.Window;
            Fail(state, work, isGone ? Errno.ENXIO : Errno.EIO, outbox);
            return;
        }

        settle.Settle(state, in work, in old, outbox);
        if (!old.Shape.Marks.HasFlag(TceMarks.Last)) { return; }

        Next(state, work with { Done = new(work.Done.Value + work.Batch.Value) }, outbox);
    }

    /// <summary>The entries of a failed call are cleared, run by run.</summary>
    internal void OnUndone(SpaprContainerState state, SpaprWork work, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        settle.Settle(state, in work, in old, outbox);
        if (old.Shape.Marks.HasFlag(TceMarks.Last)) { SpaprCallBook.Finish(state, in work, work.Error, outbox); }
    }

    internal void RefuseParameter(SpaprContainerState state, in SpaprWork work, Outbox outbox)
    {
        if (_refusesWithOne)
        {
            SpaprCallBook.Finish(state, in work, new SpaprContainerMessage.Done(1, Errno.None, 0), outbox);
        }
        else { SpaprCallBook.Finish(state, in work, Errno.EINVAL, outbox); }
    }

    private void Next(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        if (work.Done == work.Total)
        {
            SpaprCallBook.Finish(state, in work, Errno.None, outbox);
        }
        else if (work.IsOwn != 0) { Pin(state, work, outbox); }
        else
        {
            SpaprCallBook.Keep(state, work with
            {
                Stage = _looksUpTwice ? SpaprStage.Finding : SpaprStage.Leasing,
            });
            var owner = state.OwnerOr(work.Call.Caller);
            if (_looksUpTwice)
            {
                outbox.Send(options.Registry, new RegionRegistryMessage.Find(
                    work.NextVaddr, work.Next, owner, work.Shift));
            }
            else
            {
                outbox.Send(options.Registry, new RegionRegistryMessage.Lease(
                    work.NextVaddr, work.Next, owner, work.Shift));
            }
        }
    }

    private void Pin(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        SpaprCallBook.Keep(state, work with { Stage = SpaprStage.Pinning });
        var rights = work.Call.Rights.HasFlag(TceRights.Write) ? AreaRights.ReadWrite : AreaRights.Read;
        outbox.Send(options.Memory, new PageHoldMessage.Hold(
            work.NextVaddr, new(work.Next.Value * work.Shift.Pages), work.Call.Caller, rights));
    }

    private void Exchange(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        SpaprCallBook.Keep(state, work with { Stage = SpaprStage.Exchanging });
        outbox.Send(options.Unit, new TceUnitMessage.Exchange(
            work.NextIova, work.Frame, work.NextVaddr, work.Region,
            new((ushort)work.Batch.Value, (byte)work.Window, (TceMarks)(int)work.Call.Rights)));
    }

    /// <summary>The batch in hand is in no entry: what holds its pages is given back.</summary>
    private void TakeBack(in SpaprWork work, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        if (work.Region == RegionId.None)
        {
            outbox.Send(options.Memory, new PageHoldMessage.GiveBack(
                work.Frame, new(work.Batch.Value * work.Shift.Pages), HoldMarks.None, 0));
            return;
        }

        var (region, vaddr) = _uncountsOld ? (old.Region, old.Vaddr) : (work.Region, work.NextVaddr);
        outbox.Send(options.Registry, new RegionRegistryMessage.Return(
            vaddr, (int)work.Batch.Value, region, work.Shift, TceRights.None));
    }

    private void RefuseRegion(SpaprContainerState state, SpaprWork work, Errno error, Outbox outbox)
    {
        if (_stopsSilently && error == Errno.ENXIO) { SpaprCallBook.Finish(state, in work, Errno.None, outbox); }
        else { Fail(state, work, error, outbox); }
    }

    private void Fail(SpaprContainerState state, SpaprWork work, Errno error, Outbox outbox)
    {
        if (work.Done.Value == 0)
        {
            SpaprCallBook.Finish(state, in work, error, outbox);
            return;
        }

        SpaprCallBook.Keep(state, work with { Stage = SpaprStage.Undoing, Error = error });
        outbox.Send(options.Unit, new TceUnitMessage.Clear(work.Call.Iova, work.Done, work.Window, 0));
    }
}
