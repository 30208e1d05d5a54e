using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>What a property may look at.</summary>
public interface IWorldView
{
    /// <summary>Which actors there are.</summary>
    Topology Topology { get; }

    /// <summary>What an actor owns at this moment.</summary>
    /// <exception cref="InvalidCastException">Its state is of another type.</exception>
    TState State<TState>(ActorId actor)
        where TState : State;

    /// <summary>The actor's name.</summary>
    string NameOf(ActorId actor);
}
