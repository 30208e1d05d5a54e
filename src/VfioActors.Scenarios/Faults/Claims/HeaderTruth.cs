using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-10: a header that says something else than is so.</summary>
/// <param name="actors">Who is who.</param>
public sealed class HeaderTruth(FaultActors actors) : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "The version in the header is the one in use, or none.";

    /// <inheritdoc/>
    public override bool Concerns(Cell cell) => actors.HasTwoRegions(cell.Id);

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        var told = state.HeaderVersion.Value;
        var inUse = state.Version.Value == 0 ? FaultQueueState.NoVersion : state.Version.Value;
        return state.IsShown.Value == 0 || told == inUse ? null
            : $"{view.NameOf(actor)} tells version {told:x} and uses {inUse:x}";
    }
}
