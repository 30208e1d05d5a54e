using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>
/// What a claim about one actor may look at: that actor, and everybody's name. Of orders that differ only in what other
/// actors did meanwhile one is tried, so what it read of them would be one of several truths.
/// </summary>
/// <param name="world">Where the actors are.</param>
/// <param name="property">The claim's name.</param>
/// <param name="actor">The actor that it is about.</param>
internal sealed class OwnView(IWorldView world, string property, ActorId actor) : IWorldView
{
    /// <summary>Where the actors are.</summary>
    internal IWorldView World => world;

    public Topology Topology => world.Topology;

    public State StateOf(ActorId other) =>
        other == actor
            ? world.StateOf(other)
            : throw new InvalidOperationException(
                $"{property} is about {world.NameOf(actor)} and reads the state of {world.NameOf(other)}: an Invariant "
                + "and a StepRule see their own actor only; claim it as an Observer, which says which steps it sees, "
                + "or as an AtRest");

    public string NameOf(ActorId other) => world.NameOf(other);
}
