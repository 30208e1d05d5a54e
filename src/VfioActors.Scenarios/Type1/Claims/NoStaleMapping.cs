using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers.States;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-27 and T1-35: a mapping is used after the lock was dropped and it was freed.</summary>
public sealed class NoStaleMapping : Invariant<ContainerState>
{
    /// <inheritdoc/>
    public override string Claim => "No step uses the record of a mapping that was removed after it was looked up.";

    /// <inheritdoc/>
    public override string? Refute(ContainerState state, ActorId actor, IWorldView view) =>
        state.StaleUses.Value == 0 ? null : $"{view.NameOf(actor)} uses the record of a mapping that is gone";
}
