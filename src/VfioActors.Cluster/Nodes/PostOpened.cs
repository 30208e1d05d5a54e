namespace VfioActors.Cluster.Nodes;

/// <summary>The actors of the node are there: what came for them before is handed on.</summary>
internal sealed class PostOpened
{
    private PostOpened()
    {
    }

    internal static PostOpened Instance { get; } = new();
}
