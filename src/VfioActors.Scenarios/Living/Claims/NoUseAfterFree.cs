using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Calls;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-01, 02, 05, 08, 12, 15, 17 and 18: something is used after it was freed.</summary>
/// <typeparam name="TState">The state of who owns it.</typeparam>
public sealed class NoUseAfterFree<TState> : Invariant<TState>
    where TState : State, ICountsUses
{
    /// <inheritdoc/>
    public override string Name => nameof(NoUseAfterFree<>);

    /// <inheritdoc/>
    public override string Claim => "Nothing is used after it was freed.";

    /// <inheritdoc/>
    public override string? Refute(TState state, ActorId actor, IWorldView view) =>
        state.UsesAfterFree == 0 ? null : $"{view.NameOf(actor)} uses what is freed";
}
