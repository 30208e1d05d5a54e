using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>A claim about one actor, tied to an actor of one world: looking at it costs no type test.</summary>
internal abstract class BoundCheck(ActorProperty property, ActorId actor)
{
    internal ActorProperty Property => property;

    internal ActorId Actor => actor;

    internal abstract string? Refute(in Envelope envelope, IWorldView view);
}
