using VfioActors.Behaviors;

namespace VfioActors.Exploration.Protocols;

/// <summary>An actor of a <see cref="Model"/>, to send requests to.</summary>
public abstract class ModelActor
{
    private protected ModelActor(ActorId id) => Id = id;

    /// <summary>Its number, for <see cref="Outbox.Send{T}"/>.</summary>
    public ActorId Id { get; }
}
