using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How page frames are made, counted and freed. Reserved pages are not counted.</summary>
internal static class FrameBook
{
    /// <summary>Makes page frames that follow each other, each shown once.</summary>
    /// <param name="whole">Whether they are one huge page.</param>
    internal static long Allocate(GuestMemoryState state, ulong pages, bool whole)
    {
        var first = state.NextFrame.Value;
        state.NextFrame.Value += (long)pages;
        state.Frames.Set(0, (ulong)first, new(pages, 1, 0, whole ? first : 0));
        return first;
    }

    /// <summary>What is known of a page frame, and how many behind it are used alike; never more than asked.</summary>
    internal static FrameRun At(GuestMemoryState state, long first, ulong most)
    {
        var found = state.Frames.TryFrom(0, (ulong)first, out var frame);
        Ensure.That(found, "a page in use has a frame");
        return frame.Part(0, Math.Min(frame.Pages, most));
    }

    /// <summary>Changes how often each page of a run is shown.</summary>
    internal static void AddUsers(GuestMemoryState state, in PageRun run, long change)
    {
        if (new Pfn(run.First).IsReserved) { return; }
        for (var at = 0UL; at < run.Pages;)
        {
            var first = run.First + (long)at;
            var frame = At(state, first, run.Pages - at);
            Ensure.That(frame.Users + change >= 0, "a page is never shown less than not at all");
            Put(state, first, frame with { Users = frame.Users + change });
            at += frame.Pages;
        }
    }

    /// <summary>Changes how often each page of a run is pinned; a huge page counts for all of its parts.</summary>
    internal static void AddPins(GuestMemoryState state, long first, ulong pages, long change)
    {
        if (new Pfn(first).IsReserved) { return; }
        for (var at = 0UL; at < pages;)
        {
            var frame = At(state, first + (long)at, pages - at);
            if (frame.Whole == 0) { AddPins(state, first + (long)at, in frame, change); }
            else { AddPinsOfWhole(state, frame.Whole, change * (long)frame.Pages); }
            at += frame.Pages;
        }
    }

    private static void AddPinsOfWhole(GuestMemoryState state, long whole, long change)
    {
        for (var at = 0UL; at < AreaTraits.HugePages;)
        {
            var first = (ulong)whole + at;
            if (!state.Frames.TryFrom(0, first, out var frame)) { at += state.Frames.Gap(0, first, 512); }
            else
            {
                frame = frame.Part(0, Math.Min(frame.Pages, AreaTraits.HugePages - at));
                AddPins(state, (long)first, in frame, change);
                at += frame.Pages;
            }
        }
    }

    private static void AddPins(GuestMemoryState state, long first, in FrameRun frame, long change)
    {
        Ensure.That(frame.Pins + change >= 0, "pins never go below zero");
        Put(state, first, frame with { Pins = frame.Pins + change });
    }

    private static void Put(GuestMemoryState state, long first, in FrameRun frame)
    {
        if (frame.Users == 0 && frame.Pins == 0)
        {
            state.Frames.Clear(0, (ulong)first, frame.Pages);
            ContentBook.Forget(state, first, frame.Pages);
        }
        else { state.Frames.Set(0, (ulong)first, frame); }
    }
}
