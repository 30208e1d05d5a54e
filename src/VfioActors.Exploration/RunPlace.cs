namespace VfioActors.Exploration;

/// <summary>The place of a run among all runs of a search.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Branches">
/// Where several threads take the runs, so that numbers say nothing: at each depth how many branches of the search come
/// before the one that it goes. Null where numbers say all.
/// </param>
internal readonly record struct RunPlace(long Number, int[]? Branches) : IComparable<RunPlace>
{
    /// <inheritdoc/>
    public int CompareTo(RunPlace other) => Branches is not null && other.Branches is not null
        ? Branches.AsSpan().SequenceCompareTo(other.Branches)
        : Number.CompareTo(other.Number);
}
