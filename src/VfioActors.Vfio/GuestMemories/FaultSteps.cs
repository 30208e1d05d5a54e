using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How pages come into a page table: the kernel's page fault, for a run of pages at once.</summary>
internal sealed class FaultSteps(KernelModel rules)
{
    /// <summary>Brings the leading pages of a range in.</summary>
    /// <param name="place">The process and the page.</param>
    /// <param name="most">How many pages are wanted.</param>
    /// <param name="access">What is to be done with them.</param>
    /// <param name="run">The pages, at least one, unless refused.</param>
    /// <returns>EFAULT when there is no such page or no right.</returns>
    internal Errno Resolve(
        GuestMemoryState state, (long Process, PageIndex Page) place, PageCount most, FaultAccess access,
        out PageRun run)
    {
        run = default;
        if (!state.Areas.TryFrom(place.Process, place.Page, out var area)) { return Errno.EFAULT; }
        var wanted = access.HasFlag(FaultAccess.Write) ? AreaRights.Write : AreaRights.Read;
        if ((area.Rights & wanted) == 0) { return Errno.EFAULT; }
        most = PageCount.Min(most, area.Pages);
        run = area.Kind.IsShared()
            ? Shared(state, place, in area, most)
            : Private(state, place, in area, most, access);
        return Errno.None;
    }

    /// <summary>Takes pages out of a page table.</summary>
    internal static void Drop(GuestMemoryState state, long process, PageIndex page, PageCount pages)
    {
        for (var end = page.Plus(pages); page < end && state.Pages.TryNext(process, page, out var start, out var run);)
        {
            if (start >= end) { return; }
            run = run.Part(default, PageCount.Min(run.Pages, end.Since(start)));
            state.Pages.Clear(process, start, run.Pages);
            FrameTable.AddUsers(state, in run, -1);
            page = start.Plus(run.Pages);
        }
    }

    private static PageRun Shared(
        GuestMemoryState state, (long Process, PageIndex Page) place, in Area area, PageCount most)
    {
        var isIn = state.Pages.TryFrom(place.Process, place.Page, out var run);
        if (isIn) { return run.Part(default, PageCount.Min(run.Pages, most)); }
        most = state.Pages.Gap(place.Process, place.Page, most);
        var shown = OfObject(state, in area, most);
        var marks = area.Rights.HasFlag(AreaRights.Write) ? PageMarks.Writable : PageMarks.None;
        shown = shown with { Marks = marks };
        FrameTable.AddUsers(state, in shown, 1);
        state.Pages.Set(place.Process, place.Page, shown);
        return shown;
    }

    /// <summary>The pages of an object, which are made when nobody has seen them before.</summary>
    internal static PageRun OfObject(GuestMemoryState state, in Area area, PageCount most)
    {
        if (state.Objects.TryFrom(area.Backing, area.BackingPage, out var run))
        {
            return run.Part(default, PageCount.Min(run.Pages, most));
        }

        most = state.Objects.Gap(area.Backing, area.BackingPage, most);
        run = new(most, FrameTable.Allocate(state, most, whole: false), PageMarks.None);
        state.Objects.Set(area.Backing, area.BackingPage, run);
        return run;
    }

    private PageRun Private(
        GuestMemoryState state, (long Process, PageIndex Page) place, in Area area, PageCount most, FaultAccess access)
    {
        var writes = access.HasFlag(FaultAccess.Write);
        if (!state.Pages.TryFrom(place.Process, place.Page, out var run))
        {
            most = state.Pages.Gap(place.Process, place.Page, most);
            return writes || area.Kind == AreaKind.Huge
                ? Fresh(state, place, in area, most)
                : Untouched(state, place, in area, most);
        }

        run = run.Part(default, PageCount.Min(run.Pages, most));
        if (writes && !run.Marks.HasFlag(PageMarks.Writable)) { return Written(state, place, run); }
        var unshares = access.HasFlag(FaultAccess.Pin) && rules.ReadPinsUnshare && IsOwn(state, in area, in run)
            && !run.Marks.HasFlag(PageMarks.Exclusive);
        return unshares ? Alone(state, place, run, PageMarks.Exclusive) : run;
    }

    /// <summary>New pages of the process' own: small ones, or one huge page.</summary>
    private static PageRun Fresh(
        GuestMemoryState state, (long Process, PageIndex Page) place, in Area area, PageCount most)
    {
        var head = place.Page.Minus(place.Page.InHuge());
        var whole = area.Kind.IsHuge() && IsCovered(state, place.Process, head, in area);
        var (page, pages) = whole ? (head, AreaTraits.HugePages) : (place.Page, most);
        const PageMarks Own = PageMarks.Writable | PageMarks.Exclusive;
        PageRun run = new(pages, FrameTable.Allocate(state, pages, whole), Own);
        state.Pages.Set(place.Process, page, run);
        if (area.Kind.HasObject()) { CopyObject(state, in area, in run); }
        if (!whole) { return run; }
        var skipped = place.Page.Since(head);
        return run.Part(skipped, PageCount.Min(most, pages.Minus(skipped)));
    }

    /// <summary>A private page of a file that is written before it was read starts as the file's.</summary>
    private static void CopyObject(GuestMemoryState state, in Area area, in PageRun run)
    {
        for (PageCount at = default; at < run.Pages;)
        {
            var shown = OfObject(state, area.Part(at, area.Pages.Minus(at)), run.Pages.Minus(at));
            FrameContents.Copy(state, shown.First, run.First.Plus(at), shown.Pages);
            at = at.Plus(shown.Pages);
        }
    }

    private static bool IsCovered(GuestMemoryState state, long process, PageIndex head, in Area area) =>
        state.Areas.TryFrom(process, head, out var first) && first.Pages >= AreaTraits.HugePages
        && first.Number == area.Number && state.Pages.Gap(process, head, AreaTraits.HugePages) == AreaTraits.HugePages;

    /// <summary>Pages that are read before they were written: the file's, or the page of zeroes.</summary>
    private static PageRun Untouched(
        GuestMemoryState state, (long Process, PageIndex Page) place, in Area area, PageCount most)
    {
        var run = area.Kind.HasObject()
            ? OfObject(state, in area, most) with { Marks = PageMarks.None }
            : new PageRun(most, Pfn.Zero, PageMarks.Same);
        FrameTable.AddUsers(state, in run, 1);
        state.Pages.Set(place.Process, place.Page, run);
        return run;
    }

    /// <summary>
    /// Pages that may only be read are written: kept when nobody else has them, else copied.
    /// </summary>
    private PageRun Written(GuestMemoryState state, (long Process, PageIndex Page) place, PageRun run)
    {
        const PageMarks Own = PageMarks.Writable | PageMarks.Exclusive;
        var keeps = rules.ReadPinsUnshare && run.Marks.HasFlag(PageMarks.Exclusive);
        return keeps ? Marked(state, place, run with { Marks = Own }) : Alone(state, place, run, Own);
    }

    /// <summary>Makes pages the process' own: as they are when nobody else has them, else as copies.</summary>
    private PageRun Alone(
        GuestMemoryState state, (long Process, PageIndex Page) place, PageRun run, PageMarks marks)
    {
        if (!run.First.IsReserved)
        {
            var frame = FrameTable.At(state, run.First, run.Pages);
            run = run.Part(default, frame.Pages);
            var isAlone = frame.Users == 1 && (frame.Pins == 0 || rules.ReadPinsUnshare);
            if (isAlone) { return Marked(state, place, run with { Marks = marks }); }
        }

        PageRun copy = new(run.Pages, FrameTable.Allocate(state, run.Pages, whole: false), marks);
        if (!run.Marks.HasFlag(PageMarks.Same)) { FrameContents.Copy(state, run.First, copy.First, run.Pages); }
        Drop(state, place.Process, place.Page, run.Pages);
        return Marked(state, place, copy);
    }

    private static PageRun Marked(GuestMemoryState state, (long Process, PageIndex Page) place, PageRun run)
    {
        state.Pages.Set(place.Process, place.Page, run);
        return run;
    }

    /// <summary>Whether pages are anonymous memory of processes: not a file's, and not the page of zeroes.</summary>
    private static bool IsOwn(GuestMemoryState state, in Area area, in PageRun run)
    {
        if (run.First.IsReserved) { return false; }
        return !area.Kind.HasObject() || !state.Objects.TryFrom(area.Backing, area.BackingPage, out var shown)
            || shown.First != run.First;
    }
}
