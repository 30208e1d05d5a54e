using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-09, 11, 13 and 29: an index that names no slot, or that nobody wrote.</summary>
public sealed class IndexInRange : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "Both indices are below the number of records, and each was written whole.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        var ring = state.Ring;
        var name = view.NameOf(actor);
        if (state.TornIndices.Value > 0) { return $"index {ring.Consumer} of {name} was written in parts"; }
        return ring.Capacity == 0 || ring.AreInRange ? null
            : $"{name} has producer {ring.Producer} and consumer {ring.Consumer} of {ring.Capacity}";
    }
}
