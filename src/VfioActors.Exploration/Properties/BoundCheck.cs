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

    /// <summary>
    /// Says what is wrong before any step, or null when nothing is. A claim that throws is left to the first step after
    /// which it is asked.
    /// </summary>
    internal string? RefuteAtStart(IWorldView world)
    {
        try
        {
            return Refute(default, world);
        }
#pragma warning disable CA1031 // The claim is the user's, and what it throws is told where a step leads there.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private protected abstract string? Ask(in Envelope envelope, IWorldView view);
}
