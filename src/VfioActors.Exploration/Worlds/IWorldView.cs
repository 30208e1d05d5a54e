using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>What a property may look at.</summary>
public interface IWorldView
{
    /// <summary>Which actors there are.</summary>
    Topology Topology { get; }

    /// <summary>What an actor owns at this moment; <see cref="WorldViews.State"/> gives it by its own type.</summary>
    /// <remarks>Ask each time: the object is brought up to date when it is asked for.</remarks>
    State StateOf(ActorId actor);

    /// <summary>The actor's name.</summary>
    string NameOf(ActorId actor);
}
