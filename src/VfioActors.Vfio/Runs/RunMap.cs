using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Runs;

/// <summary>
/// What is known of pages of several address spaces, told in runs: so a range of any length costs what it has runs.
/// Equal contents are always cut into the same runs, so that equal states have equal fingerprints. A change costs the
/// logarithm of the number of runs for each run that it touches.
/// </summary>
/// <typeparam name="TRun">What is told of a run.</typeparam>
public sealed class RunMap<TRun> : StatePart
    where TRun : unmanaged, IRun<TRun>
{
    private readonly RunTree<RunKey, KeyedRun<TRun>> _runs = new();
    private readonly Stack<(RunKey Key, TRun Old, bool Had, ulong Hash)> _undo = new();
    private readonly int _limit;

    /// <param name="owner">The state that this is a part of.</param>
    /// <param name="limit">How many runs it may have; one more is a broken promise.</param>
    public RunMap(State owner, int limit)
        : base(owner) => _limit = limit;

    /// <summary>How many runs there are.</summary>
    public int Count => (int)_runs.Count;

    /// <summary>Goes through the runs of all spaces, in order.</summary>
    public RunEnumerator<TRun> GetEnumerator() => new(_runs.Lowest());

    /// <summary>Finds what is known of a page: the part of its run from it on.</summary>
    public bool TryFrom(long space, PageIndex page, out TRun run)
    {
        run = default;
        if (!TryHolding(space, page, out var held)) { return false; }
        var skipped = page.Since(held.Key.Page);
        run = skipped == default ? held.Run : held.Run.Part(skipped, held.Run.Pages.Minus(skipped));
        return true;
    }

    /// <summary>How many pages from this one on nothing is known of, at most <paramref name="most"/>.</summary>
    public PageCount Gap(long space, PageIndex page, PageCount most)
    {
        if (TryHolding(space, page, out _)) { return default; }
        return TryBehind(space, page, out var next) ? PageCount.Min(most, next.Key.Page.Since(page)) : most;
    }

    /// <summary>Finds the first run of a space that reaches beyond a page, from that page on.</summary>
    public bool TryNext(long space, PageIndex page, out PageIndex start, out TRun run)
    {
        start = page;
        if (TryFrom(space, page, out run)) { return true; }
        if (!TryBehind(space, page, out var next)) { return false; }
        (start, run) = (next.Key.Page, next.Run);
        return true;
    }

    /// <summary>Sets what is known of the pages of a run, whatever was known before.</summary>
    public void Set(long space, PageIndex page, TRun run)
    {
        Clear(space, page, run.Pages);
        var joins = TryBefore(space, page, out var before) && before.Key.Page.Plus(before.Run.Pages) == page
            && before.Run.GoesOnWith(in run);
        if (joins)
        {
            page = before.Key.Page;
            run = before.Run.Part(default, before.Run.Pages.Plus(run.Pages));
        }

        var end = page.Plus(run.Pages);
        if (TryBehind(space, end, out var next) && next.Key.Page == end && run.GoesOnWith(next.Run))
        {
            Remove(in next);
            run = run.Part(default, run.Pages.Plus(next.Run.Pages));
        }

        if (joins) { Replace(in before, in run); }
        else { Add(new(new(space, page), run)); }
    }

    /// <summary>Forgets what is known of a range.</summary>
    public void Clear(long space, PageIndex page, PageCount pages)
    {
        if (_runs.Count == 0) { return; }
        var end = page.Plus(pages);
        Cut(space, page);
        Cut(space, end);
        while (TryBehind(space, page, out var next) && next.Key.Page < end) { Remove(in next); }
    }

    /// <summary>Forgets everything of a space.</summary>
    public void Clear(long space)
    {
        while (TryBehind(space, default, out var next)) { Remove(in next); }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        while (_runs.TryCeiling(new(long.MinValue, default), out var next)) { Remove(in next); }
    }

    /// <inheritdoc/>
    protected override void TakeBack()
    {
        var (key, old, had, hash) = _undo.Pop();
        if (had) { _runs.Put(new(key, old)); }
        else { _runs.Remove(key); }
        Rehash(hash, 0);
    }

    /// <inheritdoc/>
    protected override ulong Contribution()
    {
        var sum = 0UL;
        foreach (var run in this) { unchecked { sum += HashOf(in run); } }
        return sum;
    }

    private void Cut(long space, PageIndex page)
    {
        if (!TryHolding(space, page, out var run) || run.Key.Page == page) { return; }
        var front = page.Since(run.Key.Page);
        Replace(in run, run.Run.Part(default, front));
        Add(new(new(space, page), run.Run.Part(front, run.Run.Pages.Minus(front))));
    }

    private bool TryHolding(long space, PageIndex page, out KeyedRun<TRun> run) =>
        _runs.TryFloor(new(space, page), out run) && run.Key.Space == space && page.Since(run.Key.Page) < run.Run.Pages;

    private bool TryBefore(long space, PageIndex page, out KeyedRun<TRun> run) =>
        _runs.TryFloor(new(space, page), out run) && run.Key.Space == space;

    private bool TryBehind(long space, PageIndex page, out KeyedRun<TRun> run) =>
        _runs.TryCeiling(new(space, page), out run) && run.Key.Space == space;

    private void Add(in KeyedRun<TRun> run)
    {
        Ensure.That(Count < _limit, "a full map is never added to");
        if (Keeps) { Remember(run.Key, default, had: false, HashOf(in run)); }
        _runs.Put(in run);
    }

    private void Replace(in KeyedRun<TRun> old, in TRun run)
    {
        KeyedRun<TRun> changed = old with { Run = run };
        if (Keeps) { Remember(old.Key, old.Run, had: true, unchecked(HashOf(in changed) - HashOf(in old))); }
        _runs.Put(in changed);
    }

    private void Remove(in KeyedRun<TRun> run)
    {
        if (Keeps) { Remember(run.Key, run.Run, had: true, unchecked(0 - HashOf(in run))); }
        _runs.Remove(run.Key);
    }

    private void Remember(RunKey key, TRun old, bool had, ulong hash)
    {
        _undo.Push((key, old, had, hash));
        Rehash(0, hash);
        Note();
    }

    private ulong HashOf(in KeyedRun<TRun> run) => HashOf(run.Key, run.Run);
}
