using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims.Regions;

/// <summary>Catches FLT-33: an answer that is larger than the variable for it.</summary>
public sealed class UnitsTyped : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "A query writes no byte past its variable.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        return state.Overwritten.Value == 0 ? null
            : $"{view.NameOf(actor)} has {Counted.Of(state.Overwritten.Value, "byte")} written past a variable";
    }
}
