using Akka.Actor;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Nodes;

/// <summary>
/// What a client of another node has here, and who stands for it when that node is lost. Locked by whoever uses it.
/// </summary>
internal sealed class ClientTab(StormTab tab)
{
    /// <summary>What it has here.</summary>
    internal StormTab Tab => tab;

    /// <summary>Who gives back in its place; null while its node is there.</summary>
    internal IActorRef? Heir { get; set; }
}
