namespace VfioActors.Vfio.Containers;

/// <summary>
/// Nodes with the pages from which on each is responsible; the first is responsible for all below too.
/// </summary>
internal sealed class RunBranch : RunNode
{
    private readonly ulong[] _from = new ulong[Capacity];
    private readonly RunNode[] _nodes = new RunNode[Capacity];

    internal override ulong First => _from[0];

    internal RunNode this[int at] => _nodes[at];

    internal ulong From(int at) => _from[at];

    internal int PlaceOf(ulong page)
    {
        var (low, high) = (1, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_from[middle] <= page) { low = middle + 1; }
            else { high = middle; }
        }

        return low - 1;
    }

    internal void Insert(int at, ulong from, RunNode node)
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
    internal RunBranch SplitAt(int at)
    {
        RunBranch right = new() { Count = Count - at };
        Array.Copy(_from, at, right._from, 0, right.Count);
        Array.Copy(_nodes, at, right._nodes, 0, right.Count);
        Array.Clear(_nodes, at, right.Count);
        Count = at;
        return right;
    }
}
