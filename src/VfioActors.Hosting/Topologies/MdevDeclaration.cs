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

    /// <summary>
    /// Whether an actor of the application is its driver: whoever takes the part NAME-driver. While nobody does,
    /// opening the device is ENODEV and nothing is pinned.
    /// </summary>
    public bool OwnDriver { get; init; }

    /// <summary>What the driver does then, at first. A driver of the application's own does what it does.</summary>
    public CallbackPolicy Policy { get; init; }
}
