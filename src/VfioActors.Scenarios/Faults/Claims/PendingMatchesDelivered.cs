using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Reporters;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-28: a page request waits that nobody was told of.</summary>
public sealed class PendingMatchesDelivered : Invariant<FaultReporterState>
{
    /// <inheritdoc/>
    public override string Claim => "A page request is pending only when its handler has not refused it.";

    /// <inheritdoc/>
    public override string? Refute(FaultReporterState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Pending.Count; at++)
        {
            if (state.Pending.Values[at].IsRefused == 1)
            {
                return $"{view.NameOf(actor)} keeps group {state.Pending.Values[at].Key.Group} that was refused";
            }
        }

        return null;
    }
}
