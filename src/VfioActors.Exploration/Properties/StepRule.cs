using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>
/// Holds for every message that such an actor is about to handle: judged by the state that it comes to.
/// </summary>
/// <typeparam name="TState">The state of the actors it is about.</typeparam>
public abstract class StepRule<TState> : ActorProperty
    where TState : State
{
    /// <inheritdoc/>
    public override bool Concerns(Cell cell) => cell.State is TState;

    /// <summary>Says what is wrong, in one line, or null when nothing is.</summary>
    /// <param name="state">What the actor owns before the step.</param>
    /// <param name="envelope">The message that it is about to handle; the receiver is the actor.</param>
    /// <param name="view">For names; the states of other actors must not be looked at.</param>
    public abstract string? Refute(TState state, in Envelope envelope, IWorldView view);

    internal sealed override bool LooksBefore => true;

    internal sealed override BoundCheck Bind(Cell cell) =>
        new BoundStepRule<TState>(this, ((CellOf<TState>)cell).TypedState, cell.Id);
}
