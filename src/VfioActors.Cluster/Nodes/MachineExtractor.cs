using Akka.Cluster.Sharding;
using VfioActors.Behaviors;
using VfioActors.Cluster.Letters;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Nodes;

/// <summary>A shard is a machine: what one kernel has lives and dies together.</summary>
/// <param name="nameOf">The name of the machine of an actor.</param>
internal sealed class MachineExtractor(Func<ActorId, string> nameOf) : IMessageExtractor
{
    public string? EntityId(object message) => message switch
    {
        StormLetter letter => nameOf(letter.Envelope.To),
        PlaceMachine place => StormMachine.NameOf(place.Machine),
        _ => null,
    };

    public object EntityMessage(object message) => message;

    public string? ShardId(object message) => EntityId(message);

    public string ShardId(string entityId, object? messageHint = null) => entityId;
}
