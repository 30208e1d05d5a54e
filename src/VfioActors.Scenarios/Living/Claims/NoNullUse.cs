using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Calls;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-19 and LIV-20: something is used that is not there.</summary>
/// <typeparam name="TState">The state of who uses it.</typeparam>
public sealed class NoNullUse<TState> : Invariant<TState>
    where TState : State, ICountsUses
{
    /// <inheritdoc/>
    public override string Name => nameof(NoNullUse<>);

    /// <inheritdoc/>
    public override string Claim => "Nothing is used that is not there.";

    /// <inheritdoc/>
    public override string? Refute(TState state, ActorId actor, IWorldView view) =>
        state.UsesOfNothing == 0 ? null : $"{view.NameOf(actor)} follows a pointer to nothing";
}
