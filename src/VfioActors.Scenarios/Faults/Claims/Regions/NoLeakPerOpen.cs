using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims.Regions;

/// <summary>Catches FLT-20: pages that no close frees.</summary>
public sealed class NoLeakPerOpen : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "A device that is closed holds no pages.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        var isClosed = state.Phase.Value == QueuePhase.Closed && state.Current.Value.Kind == QueueCallKind.None;
        return isClosed && state.PagesHeld.Value > 0
            ? $"{view.NameOf(actor)} is closed and holds {Counted.Of(state.PagesHeld.Value, "page")}"
            : null;
    }
}
