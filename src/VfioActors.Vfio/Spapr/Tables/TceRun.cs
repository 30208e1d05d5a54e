namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>Entries side by side that lead to pages side by side, all held alike.</summary>
/// <param name="First">The index of the first.</param>
/// <param name="Entry">The first.</param>
/// <param name="Count">How many.</param>
public readonly record struct TceRun(TceIndex First, TceEntry Entry, int Count)
{
    /// <summary>Whether an entry goes on where this run ends.</summary>
    internal bool GoesOnWith(TceIndex index, in TceEntry next, TcePageShift shift) =>
        index == First.Plus(Count) && Count < TceShape.CountMost && next == Entry.Behind(Count, shift);
}
