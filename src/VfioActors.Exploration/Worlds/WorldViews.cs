using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>What can be said of every view of a world.</summary>
public static class WorldViews
{
    /// <summary>What an actor owns at this moment.</summary>
    /// <exception cref="InvalidCastException">Its state is of another type.</exception>
    public static TState State<TState>(this IWorldView view, ActorId actor)
        where TState : State => (TState)view.StateOf(actor);
}
