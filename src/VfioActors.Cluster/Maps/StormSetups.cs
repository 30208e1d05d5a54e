using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Storm;

namespace VfioActors.Cluster.Maps;

/// <summary>Makes a storm ready, the same on every node.</summary>
/// <remarks>
/// The delivery is causal over nodes too. A machine is whole on its node, and machines know nothing of each other, nor
/// do clients: so whatever went before a message on its way goes by the same links, which keep their order.
/// </remarks>
internal static class StormSetups
{
    internal static Setup Of(StormOptions options) =>
        Setup.Of(ScenarioCatalog.Storm, options.Arguments(ScenarioCatalog.Storm), Delivery.Causal);
}
