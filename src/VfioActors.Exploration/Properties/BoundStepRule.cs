using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>A rule for the steps of one actor.</summary>
internal sealed class BoundStepRule<TState>(StepRule<TState> rule, TState state, ActorId actor)
    : BoundCheck(rule, actor)
    where TState : State
{
    private protected override string? Ask(in Envelope envelope, IWorldView view) =>
        rule.Refute(state, in envelope, view);
}
