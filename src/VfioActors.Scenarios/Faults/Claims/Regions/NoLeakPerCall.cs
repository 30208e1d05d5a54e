using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims.Regions;

/// <summary>Catches FLT-26: a query that leaves memory behind.</summary>
public sealed class NoLeakPerCall : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "A query leaves nothing behind.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        return state.LeakedBlocks.Value == 0 ? null
            : $"{view.NameOf(actor)} leaks {Counted.Of(state.LeakedBlocks.Value, "block")} of capabilities";
    }
}
