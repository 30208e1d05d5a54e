using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-25: the user writes the records that the kernel wrote.</summary>
public sealed class RingReadOnly : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "Nobody but the queue can write a record.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        return state.MappedForWriting.Value == 0 && state.ForeignStores.Value == 0 ? null
            : $"the ring of {view.NameOf(actor)} can be written by its user";
    }
}
