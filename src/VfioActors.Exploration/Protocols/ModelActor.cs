using VfioActors.Behaviors;

namespace VfioActors.Exploration.Protocols;

/// <summary>An actor of a <see cref="Model"/>, to send requests to.</summary>
public abstract class ModelActor
{
    private protected ModelActor(Model model, ActorId id, string name) => (Model, Id, Name) = (model, id, name);

    /// <summary>Its number, for <see cref="Outbox.Send{T}"/>.</summary>
    public ActorId Id { get; }

    /// <summary>The model that it is of.</summary>
    internal Model Model { get; }

    /// <summary>Its name in the model.</summary>
    private protected string Name { get; }
}
