using VfioActors.Vfio.Protocols;

namespace VfioActors.Hosting.Topologies;

/// <summary>A mediated device: a group of its own, the file of which is open, and a vendor driver that pins.</summary>
public sealed record MdevDeclaration
{
    /// <summary>
    /// The type1 container that its group is in from the start, its device open; null for none, and closed.
    /// </summary>
    public string? Container { get; init; }

    /// <summary>Whether its driver wants to be told of unmaps.</summary>
    public bool Callback { get; init; } = true;

    /// <summary>What the driver does then, at first.</summary>
    public CallbackPolicy Policy { get; init; }
}
