namespace VfioActors.Benchmarks.Bare;

/// <summary>What one client counts; its own object, so that clients do not share a line of cache.</summary>
internal sealed class BareCount
{
    private long _received;
    private int _left;

    internal long Received
    {
        get => Volatile.Read(ref _received);
        set => Volatile.Write(ref _received, value);
    }

    /// <summary>Requests in flight.</summary>
    internal int Left
    {
        get => Volatile.Read(ref _left);
        set => Volatile.Write(ref _left, value);
    }
}
