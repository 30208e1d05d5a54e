using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>The system calls of processes that change their areas.</summary>
internal sealed class AreaSteps(FaultSteps faults, KernelModel rules)
{
    internal static Errno MapArea(GuestMemoryState state, in GuestMemoryMessage.MapArea call)
    {
        var (process, page, pages) = (call.Process.Value, call.Start.Page, call.Pages);
        if (!state.Processes.Contains(call.Process)) { return Errno.ESRCH; }
        Unmap(state, process, page, pages);
        var number = state.NextNumber.Value++;
        var backing = call.Kind.HasObject() ? number : 0;
        var rights = call.Kind.RightsAtFirst();
        state.Areas.Set(process, page, new(pages, backing, PageIndex.Zero, call.Kind, rights, 0, number));
        if (call.Kind == AreaKind.DriverPages || call.Kind.IsByNumber())
        {
            PageRun run = new(pages, OwnNumbers(state, call.Kind, pages), PageMarks.Writable);
            state.Objects.Set(backing, PageIndex.Zero, run);
            FrameTable.AddUsers(state, in run, 1);
            state.Pages.Set(process, page, run);
        }

        return Errno.None;
    }

    /// <summary>The call of a process: it cannot cut a huge page of the pool.</summary>
    internal static Errno UnmapArea(GuestMemoryState state, in GuestMemoryMessage.UnmapArea call)
    {
        var (process, page, pages) = (call.Process.Value, call.Start.Page, call.Pages);
        if (Cuts(state, process, page) || Cuts(state, process, page.Plus(pages))) { return Errno.EINVAL; }
        Unmap(state, process, page, pages);
        return Errno.None;
    }

    internal static void Unmap(GuestMemoryState state, long process, PageIndex page, PageCount pages)
    {
        FaultSteps.Drop(state, process, page, pages);
        Relabel(state, process, (page, pages), static area => area with { Locked = 0 });
        state.Areas.Clear(process, page, pages);
    }

    internal static Errno Protect(GuestMemoryState state, in GuestMemoryMessage.Protect call)
    {
        var (process, page, pages) = (call.Process.Value, call.Start.Page, call.Pages);
        var rights = call.Rights;
        for (PageCount at = default; at < pages;)
        {
            if (!state.Areas.TryFrom(process, page.Plus(at), out var area)) { return Errno.ENOMEM; }
            if ((rights & ~area.Kind.RightsEver()) != 0) { return Errno.EACCES; }
            var count = PageCount.Min(area.Pages, pages.Minus(at));
            if (area.Rights != rights)
            {
                var start = page.Plus(at);
                if (Cuts(state, process, start) || Cuts(state, process, start.Plus(count))) { return Errno.EINVAL; }
                var writable = area.Kind.IsShared() && rights.HasFlag(AreaRights.Write);
                state.Areas.Set(process, start, area.Part(default, count) with { Rights = rights });
                Reprotect(state, process, start, count, writable);
            }

            at = at.Plus(count);
        }

        return Errno.None;
    }

    internal Errno Discard(GuestMemoryState state, in GuestMemoryMessage.Discard call)
    {
        var (process, page, pages) = (call.Process.Value, call.Start.Page, call.Pages);
        var end = page.Plus(pages);
        PageCount covered = default;
        for (var at = page; state.Areas.TryNext(process, at, out var start, out var area) && start < end;)
        {
            if (area.Locked != 0 || area.Kind.IsByNumber()) { return Errno.EINVAL; }
            var count = PageCount.Min(area.Pages, end.Since(start));
            covered = covered.Plus(count);
            at = start.Plus(count);
            if (area.Kind == AreaKind.Huge)
            {
                // The end is rounded down to whole huge pages; the start has to be one's.
                if (!rules.DiscardsHugePages || start.InHuge() > default(PageCount)) { return Errno.EINVAL; }
                count = count.Minus(start.Plus(count).InHuge());
            }

            FaultSteps.Drop(state, process, start, count);
        }

        return covered < pages ? Errno.ENOMEM : Errno.None;
    }

    /// <summary>Whether a page is inside an area of the pool of huge pages, and no huge page starts there.</summary>
    /// <remarks>Source: hugetlb_vm_op_split, mm/hugetlb.c, Linux 5.10 and 6.1.</remarks>
    private static bool Cuts(GuestMemoryState state, long process, PageIndex page) => page.InHuge() > default(PageCount)
        && state.Areas.TryFrom(process, page.Minus(PageCount.One), out var area) && area.Kind == AreaKind.Huge
        && area.Pages > PageCount.One;

    internal Errno Touch(GuestMemoryState state, in GuestMemoryMessage.Touch call)
    {
        var access = call.Rights.HasFlag(AreaRights.Write) ? FaultAccess.Write : FaultAccess.Read;
        return Populate(state, call.Process.Value, call.Start.Page, call.Pages, access);
    }

    internal Errno Lock(GuestMemoryState state, in GuestMemoryMessage.Lock call)
    {
        var (process, page, pages) = (call.Process.Value, call.Start.Page, call.Pages);
        var record = state.Processes[call.Process];
        if (call.On != 0 && record.Capability == 0)
        {
            if (record.Limit == default) { return Errno.EPERM; }
            var locked = Locked(state, process, page, pages);
            var wanted = new PageCount((ulong)record.LockedPages).Plus(pages).Minus(locked);
            if (wanted > record.LimitPages) { return Errno.ENOMEM; }
        }

        PageCount covered = default;
        while (covered < pages && state.Areas.TryFrom(process, page.Plus(covered), out var area))
        {
            var count = PageCount.Min(area.Pages, pages.Minus(covered));
            var on = call.On;
            Relabel(state, process, (page.Plus(covered), count), known => known with { Locked = on });
            covered = covered.Plus(count);
        }

        if (covered < pages) { return Errno.ENOMEM; }
        return call.On == 0 || Bring(state, process, page, covered) ? Errno.None : Errno.ENOMEM;
    }

    /// <summary>Brings locked pages in, for writing where a private page may be written.</summary>
    /// <returns>Whether all of them could be brought in.</returns>
    private bool Bring(GuestMemoryState state, long process, PageIndex page, PageCount pages)
    {
        for (PageCount at = default; at < pages && state.Areas.TryFrom(process, page.Plus(at), out var area);)
        {
            var count = PageCount.Min(area.Pages, pages.Minus(at));
            var writes = !area.Kind.IsShared() && area.Rights.HasFlag(AreaRights.Write);
            var error = Populate(
                state, process, page.Plus(at), count, writes ? FaultAccess.Write : FaultAccess.Read);
            if (error != Errno.None) { return false; }
            at = at.Plus(count);
        }

        return true;
    }

    private Errno Populate(GuestMemoryState state, long process, PageIndex page, PageCount pages, FaultAccess access)
    {
        for (PageCount at = default; at < pages;)
        {
            var error = faults.Resolve(state, (process, page.Plus(at)), pages.Minus(at), access, out var run);
            if (error != Errno.None) { return error; }
            at = at.Plus(run.Pages);
        }

        return Errno.None;
    }

    /// <summary>Changes what is said of areas, and keeps the count of locked pages.</summary>
    private static void Relabel(
        GuestMemoryState state, long process, (PageIndex Page, PageCount Pages) range, Func<Area, Area> change)
    {
        var end = range.Page.Plus(range.Pages);
        for (var at = range.Page; state.Areas.TryNext(process, at, out var start, out var area) && start < end;)
        {
            area = area.Part(default, PageCount.Min(area.Pages, end.Since(start)));
            var changed = change(area);
            if (area.Kind.IsByNumber() || area.Kind == AreaKind.Huge) { changed = changed with { Locked = 0 }; }
            var counted = (long)area.Pages.Value * (changed.Locked - area.Locked);
            var record = state.Processes[new((int)process)];
            state.Processes[new((int)process)] = record with { LockedPages = record.LockedPages + counted };
            state.Areas.Set(process, start, changed);
            at = start.Plus(area.Pages);
        }
    }

    private static PageCount Locked(GuestMemoryState state, long process, PageIndex page, PageCount pages)
    {
        var end = page.Plus(pages);
        PageCount locked = default;
        for (var at = page; state.Areas.TryNext(process, at, out var start, out var area) && start < end;)
        {
            var count = PageCount.Min(area.Pages, end.Since(start));
            if (area.Locked != 0) { locked = locked.Plus(count); }
            at = start.Plus(count);
        }

        return locked;
    }

    /// <summary>Write-protects pages; shared ones may be written at once again, private ones after a fault.</summary>
    private static void Reprotect(GuestMemoryState state, long process, PageIndex page, PageCount pages, bool writable)
    {
        for (var end = page.Plus(pages); state.Pages.TryNext(process, page, out var start, out var run) && start < end;)
        {
            run = run.Part(default, PageCount.Min(run.Pages, end.Since(start)));
            var marks = writable ? run.Marks | PageMarks.Writable : run.Marks & ~PageMarks.Writable;
            state.Pages.Set(process, start, run with { Marks = marks });
            page = start.Plus(run.Pages);
        }
    }

    private static Pfn OwnNumbers(GuestMemoryState state, AreaKind kind, PageCount pages)
    {
        if (kind is AreaKind.DriverPages or AreaKind.DriverNumbers) { return FrameTable.Allocate(state, pages, false); }
        var next = kind == AreaKind.DeviceBar ? state.NextRecordless : state.NextReserved;
        var first = next.Value.Plus(PageCount.One);
        next.Value = next.Value.Plus(pages);
        return first;
    }
}
