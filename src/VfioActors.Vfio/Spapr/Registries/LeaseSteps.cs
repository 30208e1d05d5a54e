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

    internal void OnLease(
        RegionRegistryState state, in RegionRegistryMessage.Lease lease, ActorId asker, Outbox outbox)
    {
        var list = regions.ListOf(asker, lease.Owner);
        var error = regions.Lookup(state, list, (lease.Vaddr, lease.Shift), inHypercall: false, out var id);
        if (error == Errno.None) { error = Closed(state, id); }

        if (error != Errno.None)
        {
            outbox.Note($"leads nothing to {lease.Vaddr}: {error.Returned()}");
            outbox.Send(asker, new RegionRegistryMessage.Leased(Pfn.None, default, id, error));
            return;
        }

        var (first, count) = RegionIndex.FramesAt(state, id, (lease.Vaddr, lease.Shift), lease.Most);
        CountIn(state, id, (long)count.Value, outbox);
        if (_staysInside && IsDevice(state, id))
        {
            outbox.Note($"is device memory: the section is not left");
            state.Sections[new(asker, outbox.Serving)] = 1;
        }

        outbox.Send(asker, new RegionRegistryMessage.Leased(first, count, id, Errno.None));
    }

    internal void OnFind(
        RegionRegistryState state, in RegionRegistryMessage.Find find, ActorId asker, Outbox outbox)
    {
        var list = regions.ListOf(asker, find.Owner);
        var error = regions.Lookup(state, list, (find.Vaddr, find.Shift), inHypercall: !_leavesEarly, out var id);
        // A region that closes is out of the list: only who found it before still has it.
        if (error == Errno.None && state.Regions[id].IsClosing) { error = options.Kernel.Outside; }

        if (!_leavesEarly) { state.Sections[new(asker, outbox.Serving)] = 1; }

        var (first, count) = error == Errno.None
            ? RegionIndex.FramesAt(state, id, (find.Vaddr, find.Shift), find.Most)
            : (Pfn.None, default);
        if (error == Errno.None) { outbox.Note($"finds {id} in a read section"); }
        else { outbox.Note($"finds nothing: {error.Returned()}"); }

        outbox.Send(asker, new RegionRegistryMessage.Found(first, count, id, error));
    }

    internal static void OnHold(
        RegionRegistryState state, in RegionRegistryMessage.Hold hold, ActorId asker, Outbox outbox)
    {
        if (!state.Regions.Contains(hold.Region))
        {
            outbox.Note($"reads {hold.Region}, which was freed");
            state.StaleUses.Value++;
            outbox.Send(asker, new RegionRegistryMessage.Held(Errno.None));
            return;
        }

        var error = Closed(state, hold.Region);
        if (error == Errno.None) { CountIn(state, hold.Region, hold.Count, outbox); }
        else { outbox.Note($"{hold.Region} is closing"); }

        outbox.Send(asker, new RegionRegistryMessage.Held(error));
    }

    internal void OnReturn(RegionRegistryState state, in RegionRegistryMessage.Return back, Outbox outbox)
    {
        if (!state.Regions.TryGet(back.Region, out var region)) { return; }

        var mapped = Math.Max(Math.Min(1, region.Mapped), region.Mapped - back.Count);
        state.Regions[back.Region] = region with { Mapped = mapped };
        outbox.Note($"{back.Region} mapped = {mapped}");
        if (back.Rights.HasFlag(TceRights.Write)) { Mark(state, in back, region, outbox); }

        drop.AfterReturn(state, back.Region, outbox);
    }

    internal void OnMarkLater(RegionRegistryState state, in RegionRegistryMessage.MarkLater mark, Outbox outbox) =>
        outbox.Send(options.Memory, new PageHoldMessage.MarkDirty(mark.First, mark.Pages));

    private void Mark(RegionRegistryState state, in RegionRegistryMessage.Return back, Region region, Outbox outbox)
    {
        var isPinned = region.Marks.HasFlag(RegionMarks.Pinned) && !region.Marks.HasFlag(RegionMarks.Device);
        var page = region.PageOf(back.Vaddr);
        if (!isPinned || page >= PageIndex.Zero.Plus(region.Pages)) { return; }

        PageCount returned = new((ulong)back.Count * back.Shift.Pages.Value);
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

    internal void OnFindExact(
        RegionRegistryState state, in RegionRegistryMessage.FindExact exact, ActorId asker, Outbox outbox)
    {
        var list = regions.ListOf(asker, exact.Owner);
        var found = RegionIndex.TryExact(state, list, exact.Start, exact.Pages, out var id);
        if (found) { outbox.Note($"finds {id}, and takes no reference"); }

        outbox.Send(asker, new RegionRegistryMessage.Found(
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
