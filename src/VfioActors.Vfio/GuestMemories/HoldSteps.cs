using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How pages are held for those who account for them elsewhere.</summary>
internal sealed class HoldSteps(FaultSteps faults, ChargeSteps charges)
{
    private const int HugeShift = 21;

    internal static void OnMarkDirty(GuestMemoryState state, in PageHoldMessage.MarkDirty mark, Outbox outbox)
    {
        outbox.Note($"marks {mark.Pages} pages from page {mark.First} dirty");
        ForEachFrame(state, mark.First, mark.Pages, HoldMarks.Dirty, gives: false);
    }

    internal void OnHold(GuestMemoryState state, in PageHoldMessage.Hold hold, ActorId asker, Outbox outbox)
    {
        var error = Found(state, in hold, out var run, out var shift);
        if (error == Errno.None)
        {
            FrameTable.AddPins(state, run.First, run.Pages, 1);
            outbox.Note($"pins {run.Pages} pages at {hold.Start}");
        }
        else
        {
            outbox.Note($"pins nothing at {hold.Start}: {error.Returned()}");
        }

        outbox.Send(asker, new PageHoldMessage.Held(new(run.First), new(run.Pages), error, shift));
    }

    private Errno Found(GuestMemoryState state, in PageHoldMessage.Hold hold, out PageRun run, out int shift)
    {
        run = default;
        shift = Paging.Shift;
        var isAlive = state.Processes.TryGet(hold.Process, out var process) && process.Alive != 0;
        if (!isAlive) { return Errno.ESRCH; }

        var writes = hold.Rights.HasFlag(AreaRights.Write);
        var place = ((long)hold.Process.Value, Paging.PageOf(hold.Start.Value));
        var access = writes ? FaultAccess.Write | FaultAccess.Pin : FaultAccess.Pin;
        var error = faults.Resolve(state, place, hold.Pages.Value, access, out run);
        if (error != Errno.None) { return error; }

        _ = state.Areas.TryFrom(place.Item1, place.Item2, out var area);
        if (area.Kind.IsByNumber())
        {
            run = default;
            return Errno.EFAULT;
        }

        if (area.Kind == AreaKind.Huge) { shift = HugeShift; }

        return Errno.None;
    }

    internal static void OnGiveBack(
        GuestMemoryState state, in PageHoldMessage.GiveBack back, ActorId asker, Outbox outbox)
    {
        ForEachFrame(state, back.First, back.Pages, back.Marks, gives: true);
        outbox.Note($"gives {back.Pages} pages back from page {back.First}");
        if (back.Marks.HasFlag(HoldMarks.Answer)) { outbox.Send(asker, default(PageHoldMessage.GivenBack)); }
    }

    internal void OnUncharge(GuestMemoryState state, in PageHoldMessage.Uncharge less, Outbox outbox)
    {
        var locked = (ulong)Math.Max(0, state.Processes[less.Owner].LockedPages);
        var pages = Math.Min(locked, less.Pages.Value);
        if (pages < less.Pages.Value) { state.Overdrawn[less.Owner] += (long)(less.Pages.Value - pages); }

        charges.Add(state, less.Owner, -(long)pages, outbox);
    }

    /// <summary>Marks and gives back what is held of a run; what is not held by anybody is a stray.</summary>
    private static void ForEachFrame(GuestMemoryState state, Pfn first, PageCount pages, HoldMarks marks, bool gives)
    {
        if (first.IsReserved) { return; }

        for (var at = 0UL; at < pages.Value;)
        {
            var page = (ulong)first.Value + at;
            var found = state.Frames.TryFrom(0, page, out var frame) && frame.Pins > 0;
            var part = found ? Math.Min(frame.Pages, pages.Value - at) : 1;
            at += part;
            if (!found)
            {
                state.Strays[new((long)page)] += 1;
                continue;
            }

            if (marks.HasFlag(HoldMarks.Dirty)) { state.Dirtied.Set(0, page, new(part)); }

            if (gives) { FrameTable.AddPins(state, (long)page, part, -1); }
        }
    }
}
