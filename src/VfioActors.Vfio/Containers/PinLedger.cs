using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// The external pins of a container: which page frame each pinned page has, and how many references.
/// </summary>
/// <param name="entries">The part of the state that holds them, in space 0.</param>
public sealed class PinLedger(RunMap<PinEntry> entries)
{
    /// <summary>How many runs there are now.</summary>
    public ulong RunsNow => (ulong)entries.Count;

    /// <summary>How many pages are pinned.</summary>
    public ulong Pages
    {
        get
        {
            var sum = 0UL;
            foreach (var entry in entries.Values) { sum += entry.Pages; }
            return sum;
        }
    }

    /// <summary>
    /// Adds one reference to each page of a run; each is unpinned, or pinned to the same page frame already.
    /// </summary>
    public void Pin(ulong firstPage, ulong pages, ulong firstPfn)
    {
        var step = StepOf(firstPfn);
        for (var at = 0UL; at < pages;)
        {
            var run = RunAt(firstPage + at);
            var count = Math.Min(run.Pages, pages - at);
            entries.Set(0, firstPage + at, new(count, firstPfn + (at * step), run.Refs + 1, step));
            at += count;
        }
    }

    /// <summary>Takes one reference of each page of a run; each is pinned.</summary>
    public void Unpin(ulong firstPage, ulong pages)
    {
        for (var at = 0UL; at < pages;)
        {
            var run = RunAt(firstPage + at);
            Behaviors.Ensure.That(run.Refs > 0, "only a pinned page is unpinned");
            var count = Math.Min(run.Pages, pages - at);
            if (run.Refs == 1) { entries.Clear(0, firstPage + at, count); }
            else { entries.Set(0, firstPage + at, new(count, run.FirstPfn, run.Refs - 1, StepOf(run.FirstPfn))); }
            at += count;
        }
    }

    /// <summary>The run from a page on; without references it is the gap up to the next pin.</summary>
    public PinRun RunAt(ulong page) =>
        entries.TryFrom(0, page, out var entry)
            ? new(page, entry.Pages, entry.FirstPfn, entry.Refs)
            : new(page, entries.Gap(0, page, ulong.MaxValue - page), 0, 0);

    /// <summary>The first pinned page from this one on; null when there is none.</summary>
    public ulong? NextAt(ulong page) => entries.TryNext(0, page, out var start, out _) ? start : null;

    private static ulong StepOf(ulong firstPfn) => firstPfn == (ulong)Pfn.Zero.Value ? 0UL : 1UL;
}
