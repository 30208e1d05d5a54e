namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>Which leaf of a table it is: the number of the window above that of the leaf in it.</summary>
/// <param name="Value">Leaves of a window follow each other, windows come in the order of their numbers.</param>
internal readonly record struct LeafNumber(ulong Value) : IComparable<LeafNumber>
{
    /// <summary>How many bits the number of a leaf in its window has.</summary>
    private const int WindowShift = 47;

    /// <summary>The leaf that an entry is in.</summary>
    internal static LeafNumber Of(int window, TceIndex index) =>
        new(((ulong)window << WindowShift) | (index.Value / TceTable.LeafEntries));

    /// <summary>The index of its first entry in its window.</summary>
    internal TceIndex FirstEntry => new(Value % (1UL << WindowShift) * TceTable.LeafEntries);

    /// <summary>Whether it is of a window.</summary>
    internal bool IsOf(int window) => Value >> WindowShift == (ulong)window;

    /// <inheritdoc/>
    public int CompareTo(LeafNumber other) => Value.CompareTo(other.Value);
}
