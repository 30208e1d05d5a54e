namespace VfioActors.Cluster.Searches.Messages;

/// <summary>A piece of what goes between a worker and whoever asked for the search.</summary>
/// <param name="Search">The number of the search.</param>
/// <param name="Session">The number of the worker.</param>
/// <param name="Sequence">How many frames were sent before it in this direction.</param>
/// <param name="Kind">What it is of.</param>
/// <param name="IsLast">Whether it is the last piece.</param>
/// <param name="Bytes">The piece.</param>
internal sealed record SearchFrame(
    long Search, int Session, long Sequence, FrameKind Kind, bool IsLast, ReadOnlyMemory<byte> Bytes);
