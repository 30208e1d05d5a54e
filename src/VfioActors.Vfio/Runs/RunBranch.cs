namespace VfioActors.Vfio.Runs;

/// <summary>
/// Nodes with the keys from which on each is responsible; the first is responsible for all below too.
/// </summary>
internal sealed class RunBranch<TKey, TRun> : RunNode<TKey, TRun>
    where TKey : unmanaged, IComparable<TKey>
    where TRun : unmanaged, IKeyed<TKey>
{
    private readonly TKey[] _from = new TKey[Capacity];
    private readonly RunNode<TKey, TRun>[] _nodes = new RunNode<TKey, TRun>[Capacity];

    internal override TKey First => _from[0];

    internal RunNode<TKey, TRun> this[int at] => _nodes[at];

    internal TKey From(int at) => _from[at];

    internal int PlaceOf(TKey key)
    {
        var (low, high) = (1, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_from[middle].CompareTo(key) <= 0) { low = middle + 1; }
            else { high = middle; }
        }

        return low - 1;
    }

    internal void Insert(int at, TKey from, RunNode<TKey, TRun> node)
    {
        Array.Copy(_from, at, _from, at + 1, Count - at);
        Array.Copy(_nodes, at, _nodes, at + 1, Count - at);
        _from[at] = from;
        _nodes[at] = node;
        Count++;
    }

    internal void RemoveAt(int at)
    {
        Count--;
        Array.Copy(_from, at + 1, _from, at, Count - at);
        Array.Copy(_nodes, at + 1, _nodes, at, Count - at);
        _nodes[Count] = null!;
    }

    /// <summary>Moves what stands from a place on into a new branch.</summary>
    internal RunBranch<TKey, TRun> SplitAt(int at)
    {
        RunBranch<TKey, TRun> right = new() { Count = Count - at };
        Array.Copy(_from, at, right._from, 0, right.Count);
        Array.Copy(_nodes, at, right._nodes, 0, right.Count);
        Array.Clear(_nodes, at, right.Count);
        Count = at;
        return right;
    }
}
