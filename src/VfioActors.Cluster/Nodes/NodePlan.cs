using VfioActors.Cluster.Maps;
using VfioActors.Exploration.Scenarios;
using VfioActors.Storm;

namespace VfioActors.Cluster.Nodes;

/// <summary>What a node needs to start its part of a storm.</summary>
/// <param name="Options">What kind of storm.</param>
/// <param name="Setup">The same made ready.</param>
/// <param name="Map">Who lives where.</param>
/// <param name="Self">This node.</param>
/// <param name="Product">The version of the product, for the header of the recording.</param>
internal sealed record NodePlan(StormOptions Options, Setup Setup, StormMap Map, int Self, string Product);
