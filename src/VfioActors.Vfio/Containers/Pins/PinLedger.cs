using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Pins;

/// <summary>
/// Which pages are pinned, how often, and in which frames: a part of a <see cref="State"/>. The kernel keeps one
/// struct vfio_pfn a page in a red-black tree (drivers/vfio/vfio_iommu_type1.c); here neighbours that are alike share
/// one run of 24 bytes, so that a guest whose memory is pinned as a whole costs as much as a single page.
/// </summary>
/// <remarks>
/// A change costs the logarithm of the number of runs for each run that it touches. Runs are as long as they can be:
/// equal pins have equal fingerprints whatever led there.
/// </remarks>
public sealed class PinLedger : StatePart
{
    private readonly RunTree<PageIndex, PinRun> _runs = new();
    private readonly Stack<(PinRun Piece, bool Pinned)> _undo = new();

    /// <param name="owner">The state that this is a part of.</param>
    public PinLedger(State owner)
        : base(owner)
    {
    }

    /// <summary>How many pages are pinned, each counted once.</summary>
    public PageCount Pages { get; private set; }

    /// <summary>How many runs hold them.</summary>
    public long RunsNow => _runs.Count;

    /// <summary>
    /// The run that holds a page; when the page is not pinned, what lies between it and the next pinned page, cut where
    /// runs are cut.
    /// </summary>
    public PinRun RunAt(PageIndex page)
    {
        if (_runs.TryFloor(page, out var run) && page < run.End) { return run; }
        var end = _runs.TryCeiling(page, out var next) ? next.FirstPage : PageIndex.Highest;
        return new(page, Pfn.None, PinRun.Fitting(page, PageCount.Max(end.Since(page), PageCount.One)), 0);
    }

    /// <summary>Finds the run that holds a page or, when it is not pinned, the first run behind it.</summary>
    public bool TryNext(PageIndex page, out PinRun run)
    {
        if (_runs.TryFloor(page, out run) && page < run.End) { return true; }
        return _runs.TryCeiling(page, out run);
    }

    /// <summary>Pins pages once more.</summary>
    /// <param name="firstPage">The first page.</param>
    /// <param name="pages">How many; with the last one still an address.</param>
    /// <param name="firstPfn">Their frames, side by side, from this one; never 0.</param>
    /// <exception cref="BrokenPromiseException">
    /// A page is pinned in another frame: while it is pinned it stays where it is.
    /// </exception>
    public void Pin(PageIndex firstPage, PageCount pages, Pfn firstPfn)
    {
        Ensure.That(firstPfn > Pfn.None, "a pinned page has a frame");
        var end = firstPage.Plus(pages);
        for (var page = firstPage; page < end;)
        {
            var piece = RunAt(page).From(page, end.Since(page));
            var pfn = firstPfn.Plus(page.Since(firstPage));
            Ensure.That(!piece.IsPinned || piece.FirstPfn == pfn, "a pinned page stays in its frame");
            piece = piece with { FirstPfn = pfn };
            Change(in piece, pins: true);
            page = piece.End;
        }
    }

    /// <summary>Takes one pin of each page away.</summary>
    /// <param name="firstPage">The first page.</param>
    /// <param name="pages">How many.</param>
    /// <exception cref="BrokenPromiseException">A page is not pinned.</exception>
    public void Unpin(PageIndex firstPage, PageCount pages)
    {
        var end = firstPage.Plus(pages);
        for (var page = firstPage; page < end;)
        {
            var piece = RunAt(page).From(page, end.Since(page));
            Ensure.That(piece.IsPinned, "only a pinned page is unpinned");
            Change(in piece, pins: false);
            page = piece.End;
        }
    }

    /// <inheritdoc/>
    protected override void TakeBack()
    {
        var (piece, pinned) = _undo.Pop();
        Move(in piece, pinned ? piece.Refs + 1 : piece.Refs - 1, piece.Refs);
    }

    /// <inheritdoc/>
    protected override ulong Contribution()
    {
        var sum = 0UL;
        for (var at = PageIndex.Zero; _runs.TryCeiling(at, out var run); at = run.End)
        {
            unchecked { sum += Hash(in run); }
        }

        return sum;
    }

    private void Change(in PinRun piece, bool pins)
    {
        Ensure.That(!pins || piece.Refs < uint.MaxValue, "pins are counted in 32 bits");
        if (Keeps)
        {
            _undo.Push((piece, pins));
            Note();
        }

        Move(in piece, piece.Refs, pins ? piece.Refs + 1 : piece.Refs - 1);
    }

    /// <summary>
    /// Gives the pages of a piece other references. They are part of one run or of no run; what the run has before and
    /// behind them stays, and what they now are like on either side they join.
    /// </summary>
    private void Move(in PinRun piece, uint from, uint to)
    {
        var (first, end) = (piece.FirstPage, piece.End);
        var moved = piece with { Refs = to };
        if (from > 0) { CutOut(first, end); }
        if (from == 0) { Pages = Pages.Plus(piece.Pages); }
        if (to == 0)
        {
            Pages = Pages.Minus(piece.Pages);
            return;
        }

        var isFirst = first == default;
        if (!isFirst && _runs.TryFloor(first.Minus(PageCount.One), out var before) && before.Continues(in moved))
        {
            Forget(in before);
            moved = before with { PagesNow = before.PagesNow + moved.PagesNow };
        }

        if (_runs.TryCeiling(end, out var next) && moved.Continues(in next))
        {
            Forget(in next);
            _runs.Remove(next.FirstPage);
            moved = moved with { PagesNow = moved.PagesNow + next.PagesNow };
        }

        Keep(in moved);
    }

    private void CutOut(PageIndex first, PageIndex end)
    {
        _ = _runs.TryFloor(first, out var run);
        Forget(in run);
        if (run.FirstPage < first) { Keep(run.From(run.FirstPage, first.Since(run.FirstPage))); }
        else { _runs.Remove(first); }
        if (end < run.End) { Keep(run.From(end, run.End.Since(end))); }
    }

    private void Keep(in PinRun run)
    {
        _runs.Put(in run);
        if (Keeps) { Rehash(0, Hash(in run)); }
    }

    private void Forget(in PinRun run)
    {
        if (Keeps) { Rehash(Hash(in run), 0); }
    }

    private ulong Hash(in PinRun run)
    {
        var hash = Fingerprint.Mix(Fingerprint.Mix(Salt, run.FirstPage.Value), (ulong)run.FirstPfn.Value);
        return Fingerprint.Mix(hash, ((ulong)run.PagesNow << 32) | run.Refs);
    }
}
