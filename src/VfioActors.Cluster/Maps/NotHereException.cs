using VfioActors.Behaviors;

namespace VfioActors.Cluster.Maps;

/// <summary>A claim looks at an actor that lives on another node: it is for that one to judge.</summary>
internal sealed class NotHereException(ActorId actor) : Exception($"actor {actor} lives on another node")
{
    /// <summary>The actor.</summary>
    internal ActorId Actor => actor;
}
