using VfioActors.Storm;

namespace VfioActors.Cluster.Orders;

/// <summary>
/// What whoever started a node asks of it: one line. Each is answered by one <see cref="NodeAnswer"/>.
/// </summary>
internal sealed record NodeOrder
{
    /// <summary>What to do.</summary>
    public required NodeTask Do { get; init; }

    /// <summary>To start: what kind of storm.</summary>
    public StormOptions? Storm { get; init; }

    /// <summary>To start: how many nodes there are.</summary>
    public int Nodes { get; init; }

    /// <summary>To start: the number of this one.</summary>
    public int Node { get; init; }

    /// <summary>To start: whether its links may be cut later.</summary>
    public bool MayCut { get; init; }

    /// <summary>To start: the version of the product, for the header of the recording.</summary>
    public string Product { get; init; } = "";

    /// <summary>To join: the address of the first member.</summary>
    public string Seed { get; init; } = "";

    /// <summary>To start the actors: the addresses of all nodes. To cut, or to say who is down: of those.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>To start the actors: the node of each machine.</summary>
    public IReadOnlyList<int> Homes { get; init; } = [];

    /// <summary>To judge: what clients of all nodes have, those that have nothing and rest left out.</summary>
    public IReadOnlyList<ClientBook> Books { get; init; } = [];

    /// <summary>To judge: whether the storm is at rest.</summary>
    public bool IsAtRest { get; init; }

    /// <summary>To judge: whether the recording goes to the end of the run.</summary>
    public bool IsWhole { get; init; }
}
