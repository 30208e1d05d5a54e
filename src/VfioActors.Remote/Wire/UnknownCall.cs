namespace VfioActors.Remote.Wire;

/// <summary>
/// A call of a kind that this node does not know, as a newer one makes: its door answers ENOTTY, as a kernel does a
/// call of a later one.
/// </summary>
/// <param name="Kind">The name of the kind.</param>
internal sealed record UnknownCall(string Kind);
