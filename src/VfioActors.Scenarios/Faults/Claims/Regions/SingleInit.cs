using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims.Regions;

/// <summary>Catches FLT-22: the lock of a queue is initialised under whoever holds it.</summary>
public sealed class SingleInit : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "The lock is initialised once.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        return state.LockInits.Value == 1 ? null
            : $"the lock of {view.NameOf(actor)} was initialised {Counted.Of(state.LockInits.Value, "time")}";
    }
}
