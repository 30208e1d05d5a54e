using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>A claim about one actor, tied to an actor of one world: looking at it costs no type test.</summary>
internal abstract class BoundCheck(ActorProperty property, ActorId actor)
{
    private OwnView? _view;

    internal ActorProperty Property => property;

    internal ActorId Actor => actor;

    /// <summary>Says what is wrong, or null when nothing is.</summary>
    /// <param name="world">Where the actor is; the claim sees no more of it than the actor.</param>
    internal string? Refute(in Envelope envelope, IWorldView world)
    {
        if (!ReferenceEquals(_view?.World, world)) { _view = new(world, property.Name, actor); }
        return Ask(in envelope, _view!);
    }

    private protected abstract string? Ask(in Envelope envelope, IWorldView view);
}
