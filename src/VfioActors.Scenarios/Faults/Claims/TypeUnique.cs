using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-34: one number for two types of region.</summary>
public sealed class TypeUnique : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "The number of the region type means nothing else.";

    /// <summary>The number of VFIO_REGION_TYPE_CCW of the uapi.</summary>
    private const int Taken = 2;

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        return state.RegionType.Value != Taken ? null
            : $"the region of {view.NameOf(actor)} has type {Taken}, which is another's";
    }
}
