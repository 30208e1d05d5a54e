using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>How entries are counted into regions and out of them, with and without read sections.</summary>
internal sealed class LeaseSteps(RegionRegistryOptions options, RegionIndex regions, DropSteps drop)
{
    private readonly bool _marksLate = options.Kernel.Has(SpaprDefects.DirtyMarkComesAfterTheRelease);
    private readonly bool _leavesEarly = options.Kernel.Has(SpaprDefects.DescriptorIsUsedAfterTheSection);
    private readonly bool _staysInside = options.Kernel.Has(SpaprDefects.ReadSectionIsNeverLeft);

    internal bool TryReceive(RegionRegistryState state, in Envelope envelope, Outbox outbox)
    {
        ReadSectionKey section = new(envelope.From, envelope.Operation);
        if (envelope.Is<RegionRegistryMessage.Lease>(out var lease)) { OnLease(state, in lease, section, outbox); }
        else if (envelope.Is<RegionRegistryMessage.Return>(out var back)) { OnReturn(state, in back, outbox); }
        else if (envelope.Is<RegionRegistryMessage.Find>(out var find)) { OnFind(state, in find, section, outbox); }
        else if (envelope.Is<RegionRegistryMessage.Hold>(out var hold)) { OnHold(state, in hold, section, outbox); }
        else if (envelope.Is<RegionRegistryMessage.Leave>()) { drop.LeaveSection(state, section, outbox); }
        else if (envelope.Is<RegionRegistryMessage.FindExact>(out var exact))
        {
            OnFindExact(state, exact, section, outbox);
        }
        else if (envelope.Is<RegionRegistryMessage.MarkLater>(out var mark))
        {
            outbox.Send(options.Memory, new PageHoldMessage.MarkDirty(mark.First, mark.Pages));
        }
        else { return false; }

        return true;
    }

    private void OnLease(
        RegionRegistryState state, in RegionRegistryMessage.Lease lease, ReadSectionKey asker, Outbox outbox)
    {
        var list = regions.ListOf(asker.Reader, lease.Owner);
        var error = regions.Lookup(state, list, (lease.Vaddr, lease.Shift), inHypercall: false, out var id);
        if (error == Errno.None) { error = Closed(state, id); }

        if (error != Errno.None)
        {
            outbox.Note($"leads nothing to {lease.Vaddr}: {error.Returned()}");
            outbox.Send(asker.Reader, new RegionRegistryMessage.Leased(Pfn.None, default, id, error));
            return;
        }

        var (first, count) = RegionIndex.FramesAt(state, id, (lease.Vaddr, lease.Shift), lease.Most);
        CountIn(state, id, (long)count.Value, outbox);
        if (_staysInside && IsDevice(state, id))
        {
            outbox.Note($"is device memory: the section is not left");
            state.Sections[asker] = 1;
        }

        outbox.Send(asker.Reader, new RegionRegistryMessage.Leased(first, count, id, Errno.None));
    }

    private void OnFind(
        RegionRegistryState state, in RegionRegistryMessage.Find find, ReadSectionKey asker, Outbox outbox)
    {
        var list = regions.ListOf(asker.Reader, find.Owner);
        var error = regions.Lookup(state, list, (find.Vaddr, find.Shift), inHypercall: !_leavesEarly, out var id);
        // A region that closes is out of the list: only who found it before still has it.
        if (error == Errno.None && state.Regions[id].IsClosing) { error = options.Kernel.Outside; }

        if (!_leavesEarly) { state.Sections[asker] = 1; }

        var (first, count) = error == Errno.None
            ? RegionIndex.FramesAt(state, id, (find.Vaddr, find.Shift), find.Most)
            : (Pfn.None, default);
        if (error == Errno.None) { outbox.Note($"finds {id} in a read section"); }
        else { outbox.Note($"finds nothing: {error.Returned()}"); }

        outbox.Send(asker.Reader, new RegionRegistryMessage.Found(first, count, id, error));
    }

    private static void OnHold(
        RegionRegistryState state, in RegionRegistryMessage.Hold hold, ReadSectionKey asker, Outbox outbox)
    {
        if (!state.Regions.Contains(hold.Region))
        {
            outbox.Note($"reads {hold.Region}, which was freed");
            state.StaleUses.Value++;
            outbox.Send(asker.Reader, new RegionRegistryMessage.Held(Errno.None));
            return;
        }

        var error = Closed(state, hold.Region);
        if (error == Errno.None) { CountIn(state, hold.Region, hold.Count, outbox); }
        else { outbox.Note($"{hold.Region} is closing"); }

        outbox.Send(asker.Reader, new RegionRegistryMessage.Held(error));
    }

    private void OnReturn(RegionRegistryState state, in RegionRegistryMessage.Return back, Outbox outbox)
    {
        if (!state.Regions.TryGet(back.Region, out var region)) { return; }

        var mapped = Math.Max(Math.Min(1, region.Mapped), region.Mapped - back.Count);
        state.Regions[back.Region] = region with { Mapped = mapped };
        outbox.Note($"{back.Region} mapped = {mapped}");
        if (back.Rights.HasFlag(TceRights.Write)) { Mark(state, in back, region, outbox); }

        drop.AfterReturn(state, back.Region, outbox);
    }

    private void Mark(RegionRegistryState state, in RegionRegistryMessage.Return back, Region region, Outbox outbox)
    {
        var isPinned = region.Marks.HasFlag(RegionMarks.Pinned) && !region.Marks.HasFlag(RegionMarks.Device);
        var page = region.PageOf(back.Vaddr);
        if (!isPinned || page >= PageIndex.Zero.Plus(region.Pages)) { return; }

        PageCount returned = new((ulong)back.Count * back.Shift.Pages);
        var pages = PageCount.Min(returned, PageIndex.Zero.Plus(region.Pages).Since(page));
        if (!_marksLate)
        {
            state.Dirty.Set(back.Region.Value, page, new(pages));
        }
        else if (state.Pages.TryFrom(back.Region.Value, page, out var run))
        {
            outbox.After(new(1), new RegionRegistryMessage.MarkLater(new(run.First), PageCount.Min(pages, run.Pages)));
        }
    }

    private void OnFindExact(
        RegionRegistryState state, RegionRegistryMessage.FindExact exact, ReadSectionKey asker, Outbox outbox)
    {
        var list = regions.ListOf(asker.Reader, exact.Owner);
        var found = RegionIndex.TryExact(state, list, exact.Start, exact.Pages, out var id);
        if (found) { outbox.Note($"finds {id}, and takes no reference"); }

        outbox.Send(asker.Reader, new RegionRegistryMessage.Found(
            Pfn.None, default, id, found ? Errno.None : Errno.ENOENT));
    }

    private static void CountIn(RegionRegistryState state, RegionId id, long count, Outbox outbox)
    {
        var region = state.Regions[id];
        state.Regions[id] = region with { Mapped = region.Mapped + count };
        outbox.Note($"{id} mapped = {region.Mapped + count}");
    }

    private static bool IsDevice(RegionRegistryState state, RegionId id) =>
        state.Regions[id].Marks.HasFlag(RegionMarks.Device);

    /// <summary>A region without users takes no new entries, whether others keep it or not.</summary>
    private static Errno Closed(RegionRegistryState state, RegionId id)
    {
        var region = state.Regions[id];
        return region.IsClosing || region.Used == 0 ? Errno.ENXIO : Errno.None;
    }
}
