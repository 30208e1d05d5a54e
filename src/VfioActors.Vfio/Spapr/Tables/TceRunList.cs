namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>Collects the entries that an exchange replaced, run by run.</summary>
/// <param name="shift">The size of an IOMMU page.</param>
internal sealed class TceRunList(TcePageShift shift)
{
    private readonly List<TceRun> _runs = [];

    internal int Count => _runs.Count;

    internal TceRun this[int at] => _runs[at];

    /// <summary>Adds what was at an index; an empty entry is nothing.</summary>
    internal void Add(TceIndex index, in TceEntry entry)
    {
        if (!entry.IsLive) { return; }

        if (_runs.Count > 0 && _runs[^1].GoesOnWith(index, in entry, shift))
        {
            _runs[^1] = _runs[^1] with { Count = _runs[^1].Count + 1 };
        }
        else
        {
            _runs.Add(new(index, entry, 1));
        }
    }
}
