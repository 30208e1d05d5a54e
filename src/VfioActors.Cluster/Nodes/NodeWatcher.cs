using VfioActors.Behaviors;
using VfioActors.Cluster.Maps;
using VfioActors.Runtime;

namespace VfioActors.Cluster.Nodes;

/// <summary>Counts the letters that actors of this node handle, beside what a storm looks at anyway.</summary>
/// <param name="inner">What a storm looks at.</param>
/// <param name="map">Who lives where.</param>
/// <param name="self">This node.</param>
/// <param name="counts">Where letters are counted.</param>
internal sealed class NodeWatcher(IStepWatcher inner, StormMap map, int self, LetterCounts counts) : IStepWatcher
{
    /// <summary>
    /// Counted before the step: from when it is heard to its end the actors are not at rest, and when it breaks nobody
    /// is asked again.
    /// </summary>
    public (string Property, string Reason)? Before(Cell cell, in Envelope envelope)
    {
        if (envelope.Cause == Envelope.Beyond) { counts.CountOwnHandled(); }
        else if (envelope.From.IsSomebody && map.NodeOf(envelope.From) is var node && node != self)
        {
            counts.CountHandled(node);
        }

        return inner.Before(cell, in envelope);
    }

    public (string Property, string Reason)? After(Cell cell, in Envelope envelope) =>
        inner.After(cell, in envelope);
}
