using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
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
        outbox.Note($"marks {Counted.Of(mark.Pages, "page")} from page {mark.First} dirty");
        ForEachFrame(state, mark.First, mark.Pages, HoldMarks.Dirty, gives: false);
    }

    internal void OnHold(GuestMemoryState state, in PageHoldMessage.Hold hold, ActorId asker, Outbox outbox)
    {
        var error = Found(state, in hold, out var run, out var shift);
        if (error == Errno.None)
        {
            FrameTable.AddPins(state, run.First, run.Pages, 1);
            outbox.Note($"pins {Counted.Of(run.Pages, "page")} at {hold.Start}");
        }
        else
        {
            outbox.Note($"pins nothing at {hold.Start}: {error.Returned()}");
        }

        outbox.Send(asker, new PageHoldMessage.Held(run.First, run.Pages, error, shift));
    }

    private Errno Found(GuestMemoryState state, in PageHoldMessage.Hold hold, out PageRun run, out int shift)
    {
        run = default;
        shift = Paging.Shift;
        var isAlive = state.Processes.TryGet(hold.Process, out var process) && process.Alive != 0;
        if (!isAlive) { return Errno.ESRCH; }

        var writes = hold.Rights.HasFlag(AreaRights.Write);
        var place = ((long)hold.Process.Value, hold.Start.Page);
        var access = writes ? FaultAccess.Write | FaultAccess.Pin : FaultAccess.Pin;
        var error = faults.Resolve(state, place, hold.Pages, access, out run);
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
        outbox.Note($"gives {Counted.Of(back.Pages, "page")} back from page {back.First}");
        if (back.Marks.HasFlag(HoldMarks.Answer)) { outbox.Send(asker, default(PageHoldMessage.GivenBack)); }
    }

    internal void OnUncharge(GuestMemoryState state, in PageHoldMessage.Uncharge less, Outbox outbox)
    {
        PageCount locked = new((ulong)Math.Max(0, state.Processes[less.Owner].LockedPages));
        var pages = PageCount.Min(locked, less.Pages);
        if (pages < less.Pages) { state.Overdrawn[less.Owner] += (long)less.Pages.Minus(pages).Value; }

        charges.Add(state, less.Owner, -(long)pages.Value, outbox);
    }

    /// <summary>Marks and gives back what is held of a run; what is not held by anybody is a stray.</summary>
    private static void ForEachFrame(GuestMemoryState state, Pfn first, PageCount pages, HoldMarks marks, bool gives)
    {
        if (first.IsReserved) { return; }

        for (PageCount at = default; at < pages;)
        {
            var page = first.Plus(at);
            var found = FrameTable.TryFind(state, page, out var frame) && frame.Pins > 0;
            var part = found ? PageCount.Min(frame.Pages, pages.Minus(at)) : PageCount.One;
            at = at.Plus(part);
            if (!found)
            {
                state.Strays[page] += 1;
                continue;
            }

            if (marks.HasFlag(HoldMarks.Dirty)) { state.Dirtied.Set(0, FrameTable.PlaceOf(page), new(part)); }

            if (gives) { FrameTable.AddPins(state, page, part, -1); }
        }
    }
}
