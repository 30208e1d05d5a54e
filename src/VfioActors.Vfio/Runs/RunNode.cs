namespace VfioActors.Vfio.Runs;

/// <summary>A node of a <see cref="RunTree{TKey,TRun}"/>.</summary>
internal abstract class RunNode<TKey, TRun>
    where TKey : unmanaged, IComparable<TKey>
    where TRun : unmanaged, IKeyed<TKey>
{
    /// <summary>How many runs or nodes a node holds at most: a leaf fills a few cache lines of one search.</summary>
    internal const int Capacity = 64;

    internal int Count { get; set; }

    internal bool IsFull => Count == Capacity;

    /// <summary>The first key of what is below.</summary>
    internal abstract TKey First { get; }
}
