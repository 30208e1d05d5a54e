namespace VfioActors.Vfio.Containers;

/// <summary>A node of a <see cref="RunTree"/>.</summary>
internal abstract class RunNode
{
    /// <summary>How many runs or nodes a node holds at most: a leaf fills a few cache lines of one search.</summary>
    internal const int Capacity = 64;

    internal int Count { get; set; }

    internal bool IsFull => Count == Capacity;

    /// <summary>The first page of what is below.</summary>
    internal abstract ulong First { get; }
}
