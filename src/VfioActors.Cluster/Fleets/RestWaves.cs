using VfioActors.Cluster.Orders;

namespace VfioActors.Cluster.Fleets;

/// <summary>Finds out whether all nodes are at rest, by looking at one after the other, twice.</summary>
/// <remarks>
/// Mattern, "Algorithms for Distributed Termination Detection", 1987, the method of four counters, for each pair of
/// nodes: what was handled by the first look at all nodes is as much as was sent by the second, and in the second all
/// are at rest. Between the looks there is then a moment at which nothing was on its way, and whoever rests afterwards
/// and hears nothing has rested since. Of a node that is lost, or beyond a link that was cut,
/// counts what came of it, not what it sent.
/// </remarks>
internal sealed class RestWaves
{
    private IReadOnlyList<NodeLook?>? _before;

    /// <summary>Looks again.</summary>
    /// <param name="looks">Of each node, after all looks of the last time; null for those that are lost.</param>
    /// <returns>Whether all were at rest at a moment between the last look and this one, and so for ever.</returns>
    internal bool Add(IReadOnlyList<NodeLook?> looks)
    {
        var before = _before;
        _before = looks;
        return before is not null && Enumerable.Range(0, looks.Count).All(node => Rests(node, before, looks));
    }

    private static bool Rests(int node, IReadOnlyList<NodeLook?> before, IReadOnlyList<NodeLook?> looks)
    {
        if (looks[node] is not { } look) { return true; }
        if (!look.IsAtRest || before[node] is not { } earlier) { return false; }
        for (var other = 0; other < looks.Count; other++)
        {
            var isLost = looks[other] is null || look.Lost.Contains(other);
            var came = isLost ? look.Handed[other] : looks[other]!.Sent[node];
            if (came != earlier.Handled[other]) { return false; }
        }

        return true;
    }
}
