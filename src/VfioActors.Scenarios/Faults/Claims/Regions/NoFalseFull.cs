using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims.Regions;

/// <summary>Catches FLT-15: a fault is refused though there is room.</summary>
public sealed class NoFalseFull : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "A fault is refused as too many only when all slots but one hold records.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        var isRefused = state.LastReport.Value.Effect == ReportEffect.Full;
        return isRefused && state.Ring.Free > 0
            ? $"{view.NameOf(actor)} refuses with {Counted.Of(state.Ring.Free, "slot")} free"
            : null;
    }
}
