namespace VfioActors.Cluster.Orders;

/// <summary>What a node says to an order: one line.</summary>
internal sealed record NodeAnswer
{
    /// <summary>Why it could not be done; null when it is done.</summary>
    public string? Problem { get; init; }

    /// <summary>The address of its actor system.</summary>
    public string Address { get; init; } = "";

    /// <summary>The machines that it has.</summary>
    public IReadOnlyList<string> Machines { get; init; } = [];

    /// <summary>How far it is.</summary>
    public NodeLook? Look { get; init; }

    /// <summary>What its clients have that are not at rest with nothing.</summary>
    public IReadOnlyList<ClientBook> Books { get; init; } = [];

    /// <summary>What it came to.</summary>
    public NodeJudgement? Judgement { get; init; }
}
