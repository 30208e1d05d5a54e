using VfioActors.Behaviors;

namespace VfioActors.Vfio.Runs;

/// <summary>
/// What is known of pages of several address spaces, told in runs: so a range of any length costs what it has runs.
/// Equal contents are always cut into the same runs, so that equal states have equal fingerprints.
/// </summary>
/// <typeparam name="TRun">What is told of a run.</typeparam>
/// <param name="runs">The part of the state that holds the runs.</param>
public sealed class RunMap<TRun>(SortedMap<RunKey, TRun> runs)
    where TRun : unmanaged, IRun<TRun>
{
    /// <summary>How many runs there are.</summary>
    public int Count => runs.Count;

    /// <summary>Where the runs start, in order.</summary>
    public ReadOnlySpan<RunKey> Keys => runs.Keys;

    /// <summary>The runs in the order of their keys.</summary>
    public ReadOnlySpan<TRun> Values => runs.Values;

    /// <summary>Finds what is known of a page: the part of its run from it on.</summary>
    public bool TryFrom(long space, ulong page, out TRun run)
    {
        var at = IndexAt(space, page);
        run = default;
        if (at < 0) { return false; }
        var skipped = page - runs.Keys[at].Page;
        run = skipped == 0 ? runs.Values[at] : runs.Values[at].Part(skipped, runs.Values[at].Pages - skipped);
        return true;
    }

    /// <summary>How many pages from this one on nothing is known of, at most <paramref name="most"/>.</summary>
    public ulong Gap(long space, ulong page, ulong most)
    {
        if (IndexAt(space, page) >= 0) { return 0; }
        var next = FirstFrom(space, page);
        var found = next < runs.Count && runs.Keys[next].Space == space;
        return found ? Math.Min(most, runs.Keys[next].Page - page) : most;
    }

    /// <summary>Finds the first run of a space that reaches beyond a page, from that page on.</summary>
    public bool TryNext(long space, ulong page, out ulong start, out TRun run)
    {
        start = page;
        if (TryFrom(space, page, out run)) { return true; }
        var next = FirstFrom(space, page);
        if (next >= runs.Count || runs.Keys[next].Space != space) { return false; }
        (start, run) = (runs.Keys[next].Page, runs.Values[next]);
        return true;
    }

    /// <summary>Sets what is known of the pages of a run, whatever was known before.</summary>
    public void Set(long space, ulong page, TRun run)
    {
        Clear(space, page, run.Pages);
        var before = FirstFrom(space, page) - 1;
        var joins = before >= 0 && runs.Keys[before].Space == space
            && runs.Keys[before].Page + runs.Values[before].Pages == page
            && runs.Values[before].GoesOnWith(in run);
        if (joins)
        {
            var first = runs.Values[before];
            (page, run) = (runs.Keys[before].Page, first.Part(0, first.Pages + run.Pages));
        }

        RunKey behind = new(space, page + run.Pages);
        if (runs.TryGet(behind, out var next) && run.GoesOnWith(in next))
        {
            runs.Remove(behind);
            run = run.Part(0, run.Pages + next.Pages);
        }

        runs[new(space, page)] = run;
    }

    /// <summary>Forgets what is known of a range.</summary>
    public void Clear(long space, ulong page, ulong pages)
    {
        Cut(space, page);
        Cut(space, page + pages);
        RemoveBetween(FirstFrom(space, page), FirstFrom(space, page + pages));
    }

    /// <summary>Forgets everything of a space.</summary>
    public void Clear(long space)
    {
        RemoveBetween(FirstFrom(space, 0), FirstFrom(space + 1, 0));
    }

    /// <summary>Removes from the last to the first: what is behind the range moves, what goes does not.</summary>
    private void RemoveBetween(int first, int end)
    {
        for (var at = end - 1; at >= first; at--) { runs.Remove(runs.Keys[at]); }
    }

    private void Cut(long space, ulong page)
    {
        var at = IndexAt(space, page);
        if (at < 0 || runs.Keys[at].Page == page) { return; }
        var (key, run) = (runs.Keys[at], runs.Values[at]);
        var front = page - key.Page;
        runs[key] = run.Part(0, front);
        runs[new(space, page)] = run.Part(front, run.Pages - front);
    }

    /// <summary>The place of the run that the page is in, or -1.</summary>
    private int IndexAt(long space, ulong page)
    {
        var at = FirstFrom(space, page);
        if (at < runs.Count && runs.Keys[at] == new RunKey(space, page)) { return at; }
        at--;
        return at >= 0 && runs.Keys[at].Space == space && page - runs.Keys[at].Page < runs.Values[at].Pages ? at : -1;
    }

    /// <summary>The place of the first run that starts at the page or behind it.</summary>
    private int FirstFrom(long space, ulong page)
    {
        var found = runs.Keys.BinarySearch(new RunKey(space, page));
        return found < 0 ? ~found : found;
    }
}
