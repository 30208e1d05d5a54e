namespace VfioActors.Vfio.Containers;

/// <summary>Runs that do not overlap, by their first page: a B+ tree.</summary>
/// <remarks>
/// Comer, "The Ubiquitous B-Tree" (1979). It departs from it in that a node is only removed when it is empty: pins come
/// and go in the same places. The way to the last leaf is kept, so that neighbours are found without a descent.
/// </remarks>
internal sealed class RunTree
{
    private const int HeightMax = 12;

    private readonly (RunBranch Branch, int At)[] _path = new (RunBranch, int)[HeightMax];
    private RunNode _root;
    private RunLeaf _leaf;
    private int _height;
    private ulong _low;
    private ulong _high = ulong.MaxValue;

    internal RunTree()
    {
        _leaf = new();
        _root = _leaf;
    }

    internal long Count { get; private set; }

    /// <summary>Finds the last run that starts at or before the page.</summary>
    internal bool TryFloor(ulong page, out PinRun run)
    {
        var leaf = LeafOf(page);
        var at = leaf.PlaceOf(page);
        if (at < 0)
        {
            leaf = leaf.Previous;
            at = (leaf?.Count ?? 0) - 1;
        }

        run = at < 0 ? default : leaf![at];
        return at >= 0;
    }

    /// <summary>Finds the first run that starts at or behind the page.</summary>
    internal bool TryCeiling(ulong page, out PinRun run)
    {
        var leaf = LeafOf(page);
        var at = leaf.PlaceOf(page);
        if (at < 0 || leaf[at].FirstPage < page) { at++; }
        if (at == leaf.Count)
        {
            leaf = leaf.Next;
            at = 0;
        }

        run = leaf is null || leaf.Count == 0 ? default : leaf[at];
        return run.IsPinned;
    }

    /// <summary>Adds a run, or replaces the one that starts at the same page.</summary>
    internal void Put(in PinRun run)
    {
        var leaf = LeafOf(run.FirstPage);
        var at = leaf.PlaceOf(run.FirstPage);
        if (at >= 0 && leaf[at].FirstPage == run.FirstPage)
        {
            leaf[at] = run;
            return;
        }

        if (leaf.IsFull)
        {
            Split(at + 1, run.FirstPage);
            leaf = LeafOf(run.FirstPage);
            at = leaf.PlaceOf(run.FirstPage);
        }

        leaf.Insert(at + 1, in run);
        Count++;
    }

    /// <summary>Removes the run that starts at the page.</summary>
    internal void Remove(ulong firstPage)
    {
        var leaf = LeafOf(firstPage);
        leaf.RemoveAt(leaf.PlaceOf(firstPage));
        Count--;
        if (leaf.Count == 0 && _height > 0) { Drop(leaf); }
    }

    private RunLeaf LeafOf(ulong page) => page >= _low && page <= _high ? _leaf : Descend(page);

    private RunLeaf Descend(ulong page)
    {
        (_low, _high, _height) = (0, ulong.MaxValue, 0);
        var node = _root;
        while (node is RunBranch branch)
        {
            var at = branch.PlaceOf(page);
            _path[_height++] = (branch, at);
            if (at > 0) { _low = branch.From(at); }
            if (at + 1 < branch.Count) { _high = branch.From(at + 1) - 1; }
            node = branch[at];
        }

        return _leaf = (RunLeaf)node;
    }

    /// <summary>
    /// Makes room in the leaf on the path. Whoever adds behind all others leaves full leaves, not half-full ones.
    /// </summary>
    private void Split(int at, ulong page)
    {
        var keeps = at == _leaf.Count ? at : _leaf.Count / 2;
        RunNode right = _leaf.SplitAt(keeps);
        var from = right.Count > 0 ? right.First : page;
        for (var level = _height - 1; level >= 0; level--)
        {
            var (branch, place) = _path[level];
            if (!branch.IsFull)
            {
                branch.Insert(place + 1, from, right);
                Descend(page);
                return;
            }

            (right, from) = Divide(branch, place + 1, from, right);
        }

        RunBranch root = new();
        root.Insert(0, _root.Count > 0 ? _root.First : 0, _root);
        root.Insert(1, from, right);
        _root = root;
        Descend(page);
    }

    private static (RunNode Right, ulong From) Divide(RunBranch branch, int at, ulong from, RunNode node)
    {
        var keeps = at == branch.Count ? at - 1 : branch.Count / 2;
        var right = branch.SplitAt(keeps);
        if (at > keeps) { right.Insert(at - keeps, from, node); }
        else { branch.Insert(at, from, node); }
        return (right, right.First);
    }

    private void Drop(RunLeaf leaf)
    {
        leaf.Unlink();
        var level = _height - 1;
        while (level > 0 && _path[level].Branch.Count == 1) { level--; }
        _path[level].Branch.RemoveAt(_path[level].At);
        while (_root is RunBranch { Count: 1 } only) { _root = only[0]; }
        Array.Clear(_path);
        Descend(0);
    }
}
