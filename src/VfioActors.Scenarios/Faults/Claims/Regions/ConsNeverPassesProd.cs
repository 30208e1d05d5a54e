using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims.Regions;

/// <summary>Catches FLT-14: the consumer overtakes the producer.</summary>
public sealed class ConsNeverPassesProd : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "The consumer moves over records that were stored, and over no others.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        return state.SkippedSlots.Value == 0 ? null
            : $"the consumer of {view.NameOf(actor)} went past the producer by "
                + $"{Counted.Of(state.SkippedSlots.Value, "slot")}";
    }
}
