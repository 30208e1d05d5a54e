using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>Holds for every actor with this state, after each of its steps.</summary>
/// <typeparam name="TState">The state of the actors it is about.</typeparam>
public abstract class Invariant<TState> : ActorProperty
    where TState : State
{
    /// <inheritdoc/>
    public override bool Concerns(Cell cell) => cell.State is TState;

    /// <summary>
    /// Whether it must hold before any step too; then a scenario in which it does not is refused. One that is about
    /// what steps do, and nothing else, says no.
    /// </summary>
    public virtual bool HoldsAtStart => true;

    internal sealed override bool LooksAtStart => HoldsAtStart;

    /// <summary>Says what is wrong, in one line, or null when nothing is.</summary>
    /// <param name="state">What the actor owns after the step.</param>
    /// <param name="actor">The actor.</param>
    /// <param name="view">For names; the states of other actors must not be looked at.</param>
    public abstract string? Refute(TState state, ActorId actor, IWorldView view);

    internal sealed override bool LooksBefore => false;

    internal sealed override BoundCheck Bind(Cell cell) =>
        new BoundInvariant<TState>(this, ((CellOf<TState>)cell).TypedState, cell.Id);
}
