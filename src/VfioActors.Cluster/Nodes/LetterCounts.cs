namespace VfioActors.Cluster.Nodes;

/// <summary>
/// How many letters went where and came from where. What hosts say on this node itself, for somebody who is gone, is
/// counted as letters to itself.
/// </summary>
internal sealed class LetterCounts(int nodes, int self)
{
    private readonly long[] _sent = new long[nodes];
    private readonly long[] _handed = new long[nodes];
    private readonly long[] _handled = new long[nodes];

    /// <summary>To each node: letters sent.</summary>
    internal long[] Sent => Copy(_sent);

    /// <summary>Of each node: letters handed to their actors.</summary>
    internal long[] Handed => Copy(_handed);

    /// <summary>Of each node: letters that their actors handled.</summary>
    internal long[] Handled => Copy(_handled);

    internal void CountSent(int node) => Interlocked.Increment(ref _sent[node]);

    internal void CountHanded(int node) => Interlocked.Increment(ref _handed[node]);

    internal void CountHandled(int node) => Interlocked.Increment(ref _handled[node]);

    internal void CountOwnSent() => CountSent(self);

    internal void CountOwnHandled() => CountHandled(self);

    private static long[] Copy(long[] counts) => [.. counts.Select((_, at) => Interlocked.Read(ref counts[at]))];
}
