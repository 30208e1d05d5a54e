using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-12: a refused write changes what is in use.</summary>
public sealed class LastWriteWins : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "What the user wrote last without being refused is in use.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        var (used, written) = (state.Consumer.Value, state.Accepted.Value);
        return used == written ? null
            : $"{view.NameOf(actor)} uses index {used.Index} where {written.Index} was written";
    }
}
