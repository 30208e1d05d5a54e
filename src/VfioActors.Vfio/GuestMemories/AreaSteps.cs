using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>The system calls of processes that change their areas.</summary>
internal sealed class AreaSteps(FaultSteps faults, KernelRules rules)
{
    internal static Errno MapArea(GuestMemoryState state, in GuestMemoryMessage.MapArea call)
    {
        var (process, page, pages) = (call.Process.Value, Paging.PageOf(call.Start.Value), call.Pages.Value);
        if (!state.Processes.Contains(call.Process)) { return Errno.ESRCH; }
        Unmap(state, process, page, pages);
        var number = state.NextNumber.Value++;
        var backing = call.Kind.HasObject() ? number : 0;
        state.Areas.Set(process, page, new(pages, backing, 0, call.Kind, call.Kind.RightsAtFirst(), 0, number));
        if (call.Kind == AreaKind.DriverPages || call.Kind.IsByNumber())
        {
            PageRun run = new(pages, OwnNumbers(state, call.Kind, pages), PageMarks.Writable);
            state.Objects.Set(backing, 0, run);
            FrameBook.AddUsers(state, in run, 1);
            state.Pages.Set(process, page, run);
        }

        return Errno.None;
    }

    /// <summary>The call of a process: it cannot cut a huge page of the pool.</summary>
    internal static Errno UnmapArea(GuestMemoryState state, in GuestMemoryMessage.UnmapArea call)
    {
        var (process, page, pages) = (call.Process.Value, Paging.PageOf(call.Start.Value), call.Pages.Value);
        if (Cuts(state, process, page) || Cuts(state, process, page + pages)) { return Errno.EINVAL; }
        Unmap(state, process, page, pages);
        return Errno.None;
    }

    internal static void Unmap(GuestMemoryState state, long process, ulong page, ulong pages)
    {
        FaultSteps.Drop(state, process, page, pages);
        Relabel(state, process, (page, pages), static area => area with { Locked = 0 });
        state.Areas.Clear(process, page, pages);
    }

    internal static Errno Protect(GuestMemoryState state, in GuestMemoryMessage.Protect call)
    {
        var (process, page, pages) = (call.Process.Value, Paging.PageOf(call.Start.Value), call.Pages.Value);
        var rights = call.Rights;
        for (var at = 0UL; at < pages;)
        {
            if (!state.Areas.TryFrom(process, page + at, out var area)) { return Errno.ENOMEM; }
            if ((rights & ~area.Kind.RightsEver()) != 0) { return Errno.EACCES; }
            var count = Math.Min(area.Pages, pages - at);
            if (area.Rights != rights)
            {
                var cuts = Cuts(state, process, page + at) || Cuts(state, process, page + at + count);
                if (cuts) { return Errno.EINVAL; }
                var writable = area.Kind.IsShared() && rights.HasFlag(AreaRights.Write);
                state.Areas.Set(process, page + at, area.Part(0, count) with { Rights = rights });
                Reprotect(state, process, page + at, count, writable);
            }

            at += count;
        }

        return Errno.None;
    }

    internal Errno Discard(GuestMemoryState state, in GuestMemoryMessage.Discard call)
    {
        var (process, page, pages) = (call.Process.Value, Paging.PageOf(call.Start.Value), call.Pages.Value);
        var (end, covered) = (page + pages, 0UL);
        for (var at = page; state.Areas.TryNext(process, at, out var start, out var area) && start < end;)
        {
            if (area.Locked != 0 || area.Kind.IsByNumber()) { return Errno.EINVAL; }
            var count = Math.Min(area.Pages, end - start);
            covered += count;
            at = start + count;
            if (area.Kind == AreaKind.Huge)
            {
                // The end is rounded down to whole huge pages; the start has to be one's.
                if (!rules.DiscardsHugePages || start % AreaTraits.HugePages != 0) { return Errno.EINVAL; }
                count -= (start + count) % AreaTraits.HugePages;
            }

            FaultSteps.Drop(state, process, start, count);
        }

        return covered < pages ? Errno.ENOMEM : Errno.None;
    }

    /// <summary>Whether a page is inside an area of the pool of huge pages, and no huge page starts there.</summary>
    /// <remarks>Source: hugetlb_vm_op_split, mm/hugetlb.c, Linux 5.10 and 6.1.</remarks>
    private static bool Cuts(GuestMemoryState state, long process, ulong page) => page % AreaTraits.HugePages != 0
        && state.Areas.TryFrom(process, page - 1, out var area) && area.Kind == AreaKind.Huge && area.Pages > 1;

    internal Errno Touch(GuestMemoryState state, in GuestMemoryMessage.Touch call)
    {
        var access = call.Rights.HasFlag(AreaRights.Write) ? FaultAccess.Write : FaultAccess.Read;
        return Populate(state, call.Process.Value, Paging.PageOf(call.Start.Value), call.Pages.Value, access);
    }

    internal Errno Lock(GuestMemoryState state, in GuestMemoryMessage.Lock call)
    {
        var (process, page, pages) = (call.Process.Value, Paging.PageOf(call.Start.Value), call.Pages.Value);
        var record = state.Processes[call.Process];
        if (call.On != 0 && record.Capability == 0)
        {
            if (record.LimitBytes == 0) { return Errno.EPERM; }
            var wanted = (ulong)record.LockedPages + pages - Locked(state, process, page, pages);
            if (wanted > record.LimitPages) { return Errno.ENOMEM; }
        }

        var covered = 0UL;
        while (covered < pages && state.Areas.TryFrom(process, page + covered, out var area))
        {
            var count = Math.Min(area.Pages, pages - covered);
            var on = call.On;
            Relabel(state, process, (page + covered, count), known => known with { Locked = on });
            covered += count;
        }

        if (covered < pages) { return Errno.ENOMEM; }
        return call.On == 0 || Bring(state, process, page, covered) ? Errno.None : Errno.ENOMEM;
    }

    /// <summary>Brings locked pages in, for writing where a private page may be written.</summary>
    /// <returns>Whether all of them could be brought in.</returns>
    private bool Bring(GuestMemoryState state, long process, ulong page, ulong pages)
    {
        for (var at = 0UL; at < pages && state.Areas.TryFrom(process, page + at, out var area);)
        {
            var count = Math.Min(area.Pages, pages - at);
            var writes = !area.Kind.IsShared() && area.Rights.HasFlag(AreaRights.Write);
            var error = Populate(state, process, page + at, count, writes ? FaultAccess.Write : FaultAccess.Read);
            if (error != Errno.None) { return false; }
            at += count;
        }

        return true;
    }

    private Errno Populate(GuestMemoryState state, long process, ulong page, ulong pages, FaultAccess access)
    {
        for (var at = 0UL; at < pages;)
        {
            var error = faults.Resolve(state, (process, page + at), pages - at, access, out var run);
            if (error != Errno.None) { return error; }
            at += run.Pages;
        }

        return Errno.None;
    }

    /// <summary>Changes what is said of areas, and keeps the count of locked pages.</summary>
    private static void Relabel(
        GuestMemoryState state, long process, (ulong Page, ulong Pages) range, Func<Area, Area> change)
    {
        var end = range.Page + range.Pages;
        for (var at = range.Page; state.Areas.TryNext(process, at, out var start, out var area) && start < end;)
        {
            area = area.Part(0, Math.Min(area.Pages, end - start));
            var changed = change(area);
            if (area.Kind.IsByNumber() || area.Kind == AreaKind.Huge) { changed = changed with { Locked = 0 }; }
            var counted = (long)area.Pages * (changed.Locked - area.Locked);
            var record = state.Processes[new((int)process)];
            state.Processes[new((int)process)] = record with { LockedPages = record.LockedPages + counted };
            state.Areas.Set(process, start, changed);
            at = start + area.Pages;
        }
    }

    private static ulong Locked(GuestMemoryState state, long process, ulong page, ulong pages)
    {
        var (locked, end) = (0UL, page + pages);
        for (var at = page; state.Areas.TryNext(process, at, out var start, out var area) && start < end;)
        {
            var count = Math.Min(area.Pages, end - start);
            locked += area.Locked != 0 ? count : 0;
            at = start + count;
        }

        return locked;
    }

    /// <summary>Write-protects pages; shared ones may be written at once again, private ones after a fault.</summary>
    private static void Reprotect(GuestMemoryState state, long process, ulong page, ulong pages, bool writable)
    {
        for (var end = page + pages; state.Pages.TryNext(process, page, out var start, out var run) && start < end;)
        {
            run = run.Part(0, Math.Min(run.Pages, end - start));
            var marks = writable ? run.Marks | PageMarks.Writable : run.Marks & ~PageMarks.Writable;
            state.Pages.Set(process, start, run with { Marks = marks });
            page = start + run.Pages;
        }
    }

    private static long OwnNumbers(GuestMemoryState state, AreaKind kind, ulong pages)
    {
        if (kind is AreaKind.DriverPages or AreaKind.DriverNumbers) { return FrameBook.Allocate(state, pages, false); }
        var next = kind == AreaKind.DeviceBar ? state.NextRecordless : state.NextReserved;
        var first = next.Value + 1;
        next.Value += (long)pages;
        return first;
    }
}
