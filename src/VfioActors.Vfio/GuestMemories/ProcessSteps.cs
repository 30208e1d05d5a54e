using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>The system calls that make, end and limit processes.</summary>
internal static class ProcessSteps
{
    internal static Errno Fork(GuestMemoryState state, in GuestMemoryMessage.Fork fork)
    {
        if (!state.Processes.TryGet(fork.Parent, out var parent) || parent.Alive == 0) { return Errno.ESRCH; }
        if (state.Processes.IsFull) { return Errno.ENOMEM; }
        state.Processes[fork.Child] = parent with { LockedPages = 0, ThreadGone = 0, Successor = default };
        var (from, to) = (fork.Parent.Value, fork.Child.Value);
        for (var page = PageIndex.Zero; state.Areas.TryNext(from, page, out var start, out var area);)
        {
            state.Areas.Set(to, start, area with { Locked = 0 });
            if (!area.Kind.IsShared() || area.Kind.IsByNumber()) { CopyPages(state, (from, to), start, in area); }
            page = start.Plus(area.Pages);
        }

        return Errno.None;
    }

    internal static Errno Exit(GuestMemoryState state, in GuestMemoryMessage.Exit exit) => End(state, exit.Process);

    internal static Errno EndThread(GuestMemoryState state, in GuestMemoryMessage.EndThread end)
    {
        state.Processes[end.Process] = state.Processes[end.Process] with { ThreadGone = 1 };
        return Errno.None;
    }

    internal static Errno SetLimit(GuestMemoryState state, in GuestMemoryMessage.SetLimit set)
    {
        state.Processes[set.Process] = state.Processes[set.Process] with { Limit = set.Limit };
        return Errno.None;
    }

    internal static Errno SetCapability(GuestMemoryState state, in GuestMemoryMessage.SetCapability set)
    {
        state.Processes[set.Process] = state.Processes[set.Process] with { Capability = set.On };
        return Errno.None;
    }

    private static Errno End(GuestMemoryState state, ProcessId process)
    {
        if (!state.Processes.TryGet(process, out var record) || record.Alive == 0) { return Errno.ESRCH; }
        while (state.Areas.TryNext(process.Value, PageIndex.Zero, out var start, out var area))
        {
            AreaSteps.Unmap(state, process.Value, start, area.Pages);
        }

        state.Processes[process] = state.Processes[process] with { Alive = 0 };
        return Errno.None;
    }

    internal static Errno Exec(GuestMemoryState state, in GuestMemoryMessage.Exec exec)
    {
        if (state.Processes.IsFull) { return Errno.ENOMEM; }
        var error = End(state, exec.Process);
        if (error != Errno.None) { return error; }
        var record = state.Processes[exec.Process];
        state.Processes[exec.Into] = record with { LockedPages = 0, Alive = 1, ThreadGone = 0 };
        state.Processes[exec.Process] = record with { Successor = exec.Into };
        return Errno.None;
    }

    /// <summary>Shares the pages of a private area with a child; what may be pinned is copied at once.</summary>
    private static void CopyPages(GuestMemoryState state, (long From, long To) who, PageIndex start, in Area area)
    {
        var end = start.Plus(area.Pages);
        for (var at = start; state.Pages.TryNext(who.From, at, out var page, out var run) && page < end;)
        {
            run = run.Part(default, PageCount.Min(run.Pages, end.Since(page)));
            if (run.First.IsReserved) { state.Pages.Set(who.To, page, run); }
            else { run = CopyCounted(state, who, page, run, area.Kind.IsByNumber()); }
            at = page.Plus(run.Pages);
        }
    }

    private static PageRun CopyCounted(
        GuestMemoryState state, (long From, long To) who, PageIndex page, PageRun run, bool byNumber)
    {
        var frame = FrameTable.At(state, run.First, run.Pages);
        run = run.Part(default, frame.Pages);
        if (frame.Pins > 0 && run.Marks.HasFlag(PageMarks.Exclusive))
        {
            var first = FrameTable.Allocate(state, run.Pages, whole: false);
            FrameContents.Copy(state, run.First, first, run.Pages);
            state.Pages.Set(who.To, page, run with { First = first });
            return run;
        }

        var shared = byNumber ? run : run with { Marks = PageMarks.None };
        state.Pages.Set(who.From, page, shared);
        state.Pages.Set(who.To, page, shared);
        FrameTable.AddUsers(state, in run, 1);
        return run;
    }
}
