namespace VfioActors.Vfio.Runs;

/// <summary>Runs in the order of their keys: a B+ tree.</summary>
/// <remarks>
/// Comer, "The Ubiquitous B-Tree" (1979). It departs from it in that a node is only removed when it is empty: runs come
/// and go in the same places. The way to the last leaf is kept, so that neighbours are found without a descent.
/// </remarks>
internal sealed class RunTree<TKey, TRun>
    where TKey : unmanaged, IComparable<TKey>
    where TRun : unmanaged, IKeyed<TKey>
{
    private const int HeightMax = 12;

    private readonly (RunBranch<TKey, TRun> Branch, int At)[] _path =
        new (RunBranch<TKey, TRun>, int)[HeightMax];

    private RunNode<TKey, TRun> _root;
    private RunLeaf<TKey, TRun> _leaf;
    private int _height;
    private TKey? _low;
    private TKey? _end;

    internal RunTree()
    {
        _leaf = new();
        _root = _leaf;
    }

    internal long Count { get; private set; }

    /// <summary>Finds the last run that starts at or before the key.</summary>
    internal bool TryFloor(TKey key, out TRun run)
    {
        var leaf = LeafOf(key);
        var at = leaf.PlaceOf(key);
        if (at < 0)
        {
            leaf = leaf.Previous;
            at = (leaf?.Count ?? 0) - 1;
        }

        run = at < 0 ? default : leaf![at];
        return at >= 0;
    }

    /// <summary>Finds the first run that starts at or behind the key.</summary>
    internal bool TryCeiling(TKey key, out TRun run)
    {
        var leaf = LeafOf(key);
        var at = leaf.PlaceOf(key);
        if (at < 0 || leaf[at].Key.CompareTo(key) < 0) { at++; }
        if (at == leaf.Count)
        {
            leaf = leaf.Next;
            at = 0;
        }

        var found = leaf is not null && leaf.Count > 0;
        run = found ? leaf![at] : default;
        return found;
    }

    /// <summary>Adds a run, or replaces the one that starts at the same key.</summary>
    internal void Put(in TRun run)
    {
        var key = run.Key;
        var leaf = LeafOf(key);
        var at = leaf.PlaceOf(key);
        if (at >= 0 && leaf[at].Key.CompareTo(key) == 0)
        {
            leaf[at] = run;
            return;
        }

        if (leaf.IsFull)
        {
            Split(at + 1, key);
            leaf = LeafOf(key);
            at = leaf.PlaceOf(key);
        }

        leaf.Insert(at + 1, in run);
        Count++;
    }

    /// <summary>Removes the run that starts at the key.</summary>
    internal void Remove(TKey key)
    {
        var leaf = LeafOf(key);
        leaf.RemoveAt(leaf.PlaceOf(key));
        Count--;
        if (leaf.Count == 0 && _height > 0) { Drop(leaf); }
    }

    /// <summary>The leaf with the lowest keys.</summary>
    internal RunLeaf<TKey, TRun> Lowest()
    {
        var node = _root;
        while (node is RunBranch<TKey, TRun> branch) { node = branch[0]; }
        return (RunLeaf<TKey, TRun>)node;
    }

    private RunLeaf<TKey, TRun> LeafOf(TKey key)
    {
        var isBefore = _low is { } low && key.CompareTo(low) < 0;
        return isBefore || (_end is { } end && key.CompareTo(end) >= 0) ? Descend(key) : _leaf;
    }

    private RunLeaf<TKey, TRun> Descend(TKey key)
    {
        (_low, _end, _height) = (null, null, 0);
        var node = _root;
        while (node is RunBranch<TKey, TRun> branch)
        {
            var at = branch.PlaceOf(key);
            _path[_height++] = (branch, at);
            if (at > 0) { _low = branch.From(at); }
            if (at + 1 < branch.Count) { _end = branch.From(at + 1); }
            node = branch[at];
        }

        return _leaf = (RunLeaf<TKey, TRun>)node;
    }

    /// <summary>
    /// Makes room in the leaf on the path. Whoever adds behind all others leaves full leaves, not half-full ones.
    /// </summary>
    private void Split(int at, TKey key)
    {
        var keeps = at == _leaf.Count ? at : _leaf.Count / 2;
        RunNode<TKey, TRun> right = _leaf.SplitAt(keeps);
        var from = right.Count > 0 ? right.First : key;
        for (var level = _height - 1; level >= 0; level--)
        {
            var (branch, place) = _path[level];
            if (!branch.IsFull)
            {
                branch.Insert(place + 1, from, right);
                Descend(key);
                return;
            }

            (right, from) = Divide(branch, place + 1, from, right);
        }

        RunBranch<TKey, TRun> root = new();
        root.Insert(0, _root.Count > 0 ? _root.First : default, _root);
        root.Insert(1, from, right);
        _root = root;
        Descend(key);
    }

    private static (RunNode<TKey, TRun> Right, TKey From) Divide(
        RunBranch<TKey, TRun> branch, int at, TKey from, RunNode<TKey, TRun> node)
    {
        var keeps = at == branch.Count ? at - 1 : branch.Count / 2;
        var right = branch.SplitAt(keeps);
        if (at > keeps) { right.Insert(at - keeps, from, node); }
        else { branch.Insert(at, from, node); }
        return (right, right.First);
    }

    private void Drop(RunLeaf<TKey, TRun> leaf)
    {
        leaf.Unlink();
        var level = _height - 1;
        while (level > 0 && _path[level].Branch.Count == 1) { level--; }
        _path[level].Branch.RemoveAt(_path[level].At);
        while (_root is RunBranch<TKey, TRun> { Count: 1 } only) { _root = only[0]; }
        Array.Clear(_path);
        Descend(default);
    }
}
