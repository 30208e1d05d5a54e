using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers.States;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-25: the bitmap of one mapping is freed again and again.</summary>
public sealed class NoDoubleFree : Invariant<ContainerState>
{
    /// <inheritdoc/>
    public override string Claim => "The bitmap of a mapping is freed once.";

    /// <inheritdoc/>
    public override string? Refute(ContainerState state, ActorId actor, IWorldView view) =>
        state.FreedTwice.Value == 0
            ? null
            : $"{view.NameOf(actor)} frees a bitmap {Counted.Of(state.FreedTwice.Value, "time")} more than once";
}
