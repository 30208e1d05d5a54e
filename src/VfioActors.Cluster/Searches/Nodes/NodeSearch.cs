using Akka.Actor;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cluster.Searches.Nodes;

/// <summary>A search in which a node takes part.</summary>
/// <param name="Asker">Who asked.</param>
/// <param name="Setup">The scenario, made ready.</param>
/// <param name="Strategy">The name of the strategy.</param>
/// <param name="Options">The seed and what else matters to a run.</param>
internal sealed record NodeSearch(IActorRef Asker, Setup Setup, string Strategy, ExplorationOptions Options)
{
    /// <summary>Ends the units that are being done.</summary>
    internal CancellationTokenSource End { get; } = new();

    /// <summary>The workers by their numbers, each with the number of its session.</summary>
    internal Dictionary<int, (int Session, IActorRef Actor)> Workers { get; } = [];
}
