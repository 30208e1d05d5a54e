using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-26: clearing an absent entry flushes domain id 0.</summary>
public sealed class FlushMatchesEntry : Invariant<IommuUnitState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "A flush names the domain id and the PASID of an entry that was really removed.";

    /// <inheritdoc/>
    public override string? Refute(IommuUnitState state, ActorId actor, IWorldView view) =>
        state.MisdirectedFlushes.Value > 0
            ? $"{view.NameOf(actor)} flushes domain id 0 for an entry that was absent"
            : null;
}
