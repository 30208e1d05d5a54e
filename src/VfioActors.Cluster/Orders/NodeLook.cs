namespace VfioActors.Cluster.Orders;

/// <summary>
/// How far a node is. What of it tells whether all are at rest is read in the order in which it stands here.
/// </summary>
internal sealed record NodeLook
{
    /// <summary>
    /// Of each node: how many of its letters were handled here; at its own place, what hosts said here.
    /// </summary>
    public required IReadOnlyList<long> Handled { get; init; }

    /// <summary>Whether its actors are at rest, but for letters.</summary>
    public required bool IsAtRest { get; init; }

    /// <summary>To each node: how many letters were sent there; at its own place, what hosts said here.</summary>
    public required IReadOnlyList<long> Sent { get; init; }

    /// <summary>Of each node: how many letters came, and were handed to their actors.</summary>
    public required IReadOnlyList<long> Handed { get; init; }

    /// <summary>Operations of its clients that were answered.</summary>
    public required long Operations { get; init; }

    /// <summary>Of those, the ones that were not refused.</summary>
    public required long Succeeded { get; init; }

    /// <summary>How often a client asked whether what it gives back is ever taken.</summary>
    public required long Doubts { get; init; }

    /// <summary>Messages, timers and answers that were handled.</summary>
    public required long Messages { get; init; }

    /// <summary>Operations of its clients that are in flight.</summary>
    public required int InFlight { get; init; }

    /// <summary>Whether anything is broken.</summary>
    public required bool IsBroken { get; init; }

    /// <summary>Whether an actor stopped.</summary>
    public required bool HasCrashed { get; init; }

    /// <summary>The nodes that it knows to be lost, and has settled what they had here.</summary>
    public required IReadOnlyList<int> Lost { get; init; }

    /// <summary>The memory of its process, in bytes.</summary>
    public required long WorkingSet { get; init; }
}
