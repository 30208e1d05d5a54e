using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Operations;

/// <summary>One operation of one client: a column of a ladder.</summary>
/// <param name="Id">Its number in the scenario, from 1.</param>
/// <param name="Client">The client's name.</param>
/// <param name="Text">Such as <c>ATTACH(D, dev0)</c>.</param>
public sealed record ClientOperation(OperationId Id, string Client, string Text)
{
    /// <summary>
    /// The number of the first operation of those that it belongs together with; its own when it stands alone.
    /// Operations that belong together are left out together or not at all.
    /// </summary>
    public int Group { get; init; } = Id.Value;

    /// <summary>
    /// Whether it is never left out: for what is no client's, such as a worker that does what clients asked it to.
    /// </summary>
    public bool Stays { get; init; }
}
