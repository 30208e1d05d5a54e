namespace VfioActors.Vfio.Runs;

/// <summary>Runs in the order of their keys; a leaf that stands alone is as small as it can be.</summary>
internal sealed class RunLeaf<TKey, TRun> : RunNode<TKey, TRun>
    where TKey : unmanaged, IComparable<TKey>
    where TRun : unmanaged, IKeyed<TKey>
{
    private const int CapacityAtFirst = 4;

    private TRun[] _runs = new TRun[CapacityAtFirst];

    internal RunLeaf<TKey, TRun>? Previous { get; set; }

    internal RunLeaf<TKey, TRun>? Next { get; set; }

    internal override TKey First => _runs[0].Key;

    internal ref TRun this[int at] => ref _runs[at];

    /// <summary>The place of the last run that starts at or before the key; -1 when there is none.</summary>
    internal int PlaceOf(TKey key)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_runs[middle].Key.CompareTo(key) <= 0) { low = middle + 1; }
            else { high = middle; }
        }

        return low - 1;
    }

    internal void Insert(int at, in TRun run)
    {
        if (Count == _runs.Length) { Array.Resize(ref _runs, Count * 2); }
        Array.Copy(_runs, at, _runs, at + 1, Count - at);
        _runs[at] = run;
        Count++;
    }

    internal void RemoveAt(int at)
    {
        Count--;
        Array.Copy(_runs, at + 1, _runs, at, Count - at);
    }

    /// <summary>Moves what stands from a place on into a new leaf behind this one.</summary>
    internal RunLeaf<TKey, TRun> SplitAt(int at)
    {
        RunLeaf<TKey, TRun> right = new()
        {
            _runs = new TRun[Capacity],
            Previous = this,
            Next = Next,
            Count = Count - at,
        };
        Array.Copy(_runs, at, right._runs, 0, right.Count);
        Count = at;
        if (Next is not null) { Next.Previous = right; }
        Next = right;
        return right;
    }

    internal void Unlink()
    {
        if (Previous is not null) { Previous.Next = Next; }
        if (Next is not null) { Next.Previous = Previous; }
    }
}
