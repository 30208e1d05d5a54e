namespace VfioActors.Vfio.Containers;

/// <summary>Runs in the order of their pages.</summary>
internal sealed class RunLeaf : RunNode
{
    private readonly PinRun[] _runs = new PinRun[Capacity];

    internal RunLeaf? Previous { get; set; }

    internal RunLeaf? Next { get; set; }

    internal override ulong First => _runs[0].FirstPage;

    internal ref PinRun this[int at] => ref _runs[at];

    /// <summary>The place of the last run that starts at or before the page; -1 when there is none.</summary>
    internal int PlaceOf(ulong page)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_runs[middle].FirstPage <= page) { low = middle + 1; }
            else { high = middle; }
        }

        return low - 1;
    }

    internal void Insert(int at, in PinRun run)
    {
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
    internal RunLeaf SplitAt(int at)
    {
        RunLeaf right = new() { Previous = this, Next = Next, Count = Count - at };
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
