using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Parts;

/// <summary>What one driver holds: references by page. An address that is not aligned is a page of its own.</summary>
internal sealed class DriverPins
{
    private readonly SortedDictionary<ulong, int> _refs = [];

    /// <summary>Whether a page in a range is held, its last byte included.</summary>
    internal bool Any(Iova first, Iova last) => _refs.Keys.Any(page => page >= first.Value && page <= last.Value);

    /// <summary>Notes one reference more of each page.</summary>
    internal void Add(Iova iova, PageCount pages)
    {
        foreach (var page in Pages(iova, pages)) { _refs[page] = _refs.GetValueOrDefault(page) + 1; }
    }

    /// <summary>
    /// Takes one reference of each page that is held, and says in runs how they lie: how many are held, and how many
    /// pages the run has together with those behind that are not.
    /// </summary>
    internal IReadOnlyList<(Iova Iova, PageCount Pages, PageCount Held)> Take(Iova iova, PageCount pages)
    {
        List<(Iova Iova, PageCount Pages, PageCount Held)> runs = [];
        foreach (var page in Pages(iova, pages))
        {
            var isHeld = Take(page);
            var (one, held) = (PageCount.One, isHeld ? PageCount.One : default);
            if (runs.Count == 0 || (isHeld && runs[^1].Held < runs[^1].Pages)) { runs.Add((new(page), one, held)); }
            else { runs[^1] = runs[^1] with { Pages = runs[^1].Pages.Plus(one), Held = runs[^1].Held.Plus(held) }; }
        }

        return runs;
    }

    /// <summary>Takes all references, and says which they were: a run for each stretch of pages.</summary>
    internal IReadOnlyList<(Iova Iova, PageCount Pages)> TakeAll()
    {
        List<(Iova Iova, PageCount Pages)> runs = [];
        while (_refs.Count > 0)
        {
            foreach (var page in _refs.Keys.ToList())
            {
                Take(page);
                if (runs.Count > 0 && runs[^1].Pages.Value < 512 && runs[^1].Iova.Plus(runs[^1].Pages).Value == page)
                {
                    runs[^1] = runs[^1] with { Pages = runs[^1].Pages.Plus(PageCount.One) };
                }
                else { runs.Add((new(page), PageCount.One)); }
            }
        }

        return runs;
    }

    private static IEnumerable<ulong> Pages(Iova iova, PageCount pages)
    {
        for (PageCount at = default; at < pages; at = at.Plus(PageCount.One)) { yield return iova.Plus(at).Value; }
    }

    private bool Take(ulong page)
    {
        if (!_refs.TryGetValue(page, out var refs)) { return false; }
        if (refs == 1) { _refs.Remove(page); }
        else { _refs[page] = refs - 1; }
        return true;
    }
}
