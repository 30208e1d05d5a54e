using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>An invariant of one actor.</summary>
internal sealed class BoundInvariant<TState>(Invariant<TState> invariant, TState state, ActorId actor)
    : BoundCheck(invariant, actor)
    where TState : State
{
    private protected override string? Ask(in Envelope envelope, IWorldView view) =>
        invariant.Refute(state, Actor, view);
}
