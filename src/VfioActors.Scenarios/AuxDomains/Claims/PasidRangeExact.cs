using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.AuxDomains;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-28: the excluded end of a range is handed out.</summary>
public sealed class PasidRangeExact : Invariant<PasidAllocatorState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "An id that is handed out is in the range that was asked for.";

    /// <inheritdoc/>
    public override string? Refute(PasidAllocatorState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.InUse.Count; at++)
        {
            var (pasid, lease) = (state.InUse.Keys[at], state.InUse.Values[at]);
            if (pasid.Value < lease.End) { continue; }
            return $"{view.NameOf(lease.Owner)} asked for an id below {lease.End} and has pasid {pasid}";
        }

        return null;
    }
}
