using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Storm;

namespace VfioActors.Cluster.Maps;

/// <summary>Makes a storm ready, the same on every node.</summary>
/// <remarks>
/// The delivery is that of pairs: messages of one sender to one receiver keep their order, and over links and the
/// regions of shards nothing else does. Mostly a storm over nodes is causal too, but not always.
/// </remarks>
internal static class StormSetups
{
    internal static Setup Of(StormOptions options) =>
        Setup.Of(ScenarioCatalog.Storm, options.Arguments(ScenarioCatalog.Storm), Delivery.Pair);
}
