using VfioActors.Cluster.Searches.Messages;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cluster.Searches.Nodes;

/// <summary>What a worker needs to begin.</summary>
/// <param name="Begin">What it was told.</param>
/// <param name="Search">In which search.</param>
/// <param name="Setup">The scenario, made ready for it alone.</param>
internal sealed record SessionPlan(SessionBegin Begin, NodeSearch Search, Setup Setup)
{
    /// <summary>Told before each unit.</summary>
    internal Action Beginning { get; init; } = () => { };
}
