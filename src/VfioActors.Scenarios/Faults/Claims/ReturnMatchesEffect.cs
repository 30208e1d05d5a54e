using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-30: a record is stored and an error returned.</summary>
public sealed class ReturnMatchesEffect : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "The handler returns 0 exactly when the record is in the ring.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        var (error, effect) = state.LastReport.Value;
        var isTrue = effect == ReportEffect.None || error == Errno.None == (effect == ReportEffect.Stored);
        return isTrue ? null : $"{view.NameOf(actor)} returns {error.Returned()} and the record is {effect}";
    }
}
