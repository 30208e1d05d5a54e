using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How page frames are made, counted and freed. Reserved pages are not counted.</summary>
internal static class FrameTable
{
    /// <summary>Makes page frames that follow each other, each shown once.</summary>
    /// <param name="whole">Whether they are one huge page.</param>
    internal static Pfn Allocate(GuestMemoryState state, PageCount pages, bool whole)
    {
        var first = state.NextFrame.Value;
        state.NextFrame.Value = first.Plus(pages);
        state.Frames.Set(0, PlaceOf(first), new(pages, 1, 0, whole ? first : Pfn.None));
        return first;
    }

    /// <summary>What is known of a page frame, and of those behind it that are used alike.</summary>
    internal static bool TryFind(GuestMemoryState state, Pfn first, out FrameRun frame) =>
        state.Frames.TryFrom(0, PlaceOf(first), out frame);

    /// <summary>Where a page frame is in maps of page frames: its number.</summary>
    internal static PageIndex PlaceOf(Pfn frame) => new((ulong)frame.Value);

    /// <summary>
    /// What is known of a page frame in use, and how many behind it are used alike; never more than asked.
    /// </summary>
    internal static FrameRun At(GuestMemoryState state, Pfn first, PageCount most)
    {
        var found = TryFind(state, first, out var frame);
        Ensure.That(found, "a page in use has a frame");
        return frame.Part(default, PageCount.Min(frame.Pages, most));
    }

    /// <summary>Changes how often each page of a run is shown.</summary>
    internal static void AddUsers(GuestMemoryState state, in PageRun run, long change)
    {
        if (run.First.IsReserved) { return; }
        for (PageCount at = default; at < run.Pages;)
        {
            var first = run.First.Plus(at);
            var frame = At(state, first, run.Pages.Minus(at));
            Ensure.That(frame.Users + change >= 0, "a page is never shown less than not at all");
            Put(state, first, frame with { Users = frame.Users + change });
            at = at.Plus(frame.Pages);
        }
    }

    /// <summary>Changes how often each page of a run is pinned; a huge page counts for all of its parts.</summary>
    internal static void AddPins(GuestMemoryState state, Pfn first, PageCount pages, long change)
    {
        if (first.IsReserved) { return; }
        for (PageCount at = default; at < pages;)
        {
            var frame = At(state, first.Plus(at), pages.Minus(at));
            if (frame.Whole == Pfn.None) { AddPins(state, first.Plus(at), in frame, change); }
            else { AddPinsOfWhole(state, frame.Whole, change * (long)frame.Pages.Value); }
            at = at.Plus(frame.Pages);
        }
    }

    private static void AddPinsOfWhole(GuestMemoryState state, Pfn whole, long change)
    {
        for (PageCount at = default; at < AreaTraits.HugePages;)
        {
            var first = whole.Plus(at);
            if (!TryFind(state, first, out var frame))
            {
                at = at.Plus(state.Frames.Gap(0, PlaceOf(first), AreaTraits.HugePages));
            }
            else
            {
                frame = frame.Part(default, PageCount.Min(frame.Pages, AreaTraits.HugePages.Minus(at)));
                AddPins(state, first, in frame, change);
                at = at.Plus(frame.Pages);
            }
        }
    }

    private static void AddPins(GuestMemoryState state, Pfn first, in FrameRun frame, long change)
    {
        Ensure.That(frame.Pins + change >= 0, "pins never go below zero");
        Put(state, first, frame with { Pins = frame.Pins + change });
    }

    private static void Put(GuestMemoryState state, Pfn first, in FrameRun frame)
    {
        if (frame.Users == 0 && frame.Pins == 0)
        {
            state.Frames.Clear(0, PlaceOf(first), frame.Pages);
            FrameContents.Forget(state, first, frame.Pages);
        }
        else { state.Frames.Set(0, PlaceOf(first), frame); }
    }
}
