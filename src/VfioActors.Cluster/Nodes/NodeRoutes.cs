using Akka.Actor;
using VfioActors.Behaviors;

namespace VfioActors.Cluster.Nodes;

/// <summary>How a node gets to the others.</summary>
/// <param name="Machines">The region of the machines.</param>
/// <param name="Gates">The gates of all nodes.</param>
/// <param name="Inherit">Starts who gives back in the place of a client that is gone.</param>
/// <param name="Broken">Told when the behaviour of one who gives back breaks a promise.</param>
internal sealed record NodeRoutes(
    IActorRef Machines,
    IReadOnlyList<IActorRef> Gates,
    Func<Cell, NodePost, IActorRef> Inherit,
    Action<Cell, string> Broken);
