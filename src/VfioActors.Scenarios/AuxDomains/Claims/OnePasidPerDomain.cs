using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.AuxDomains;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-10: two first attaches allocate an id each.</summary>
public sealed class OnePasidPerDomain : Invariant<AuxDomainState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "A domain has at most one id.";

    /// <inheritdoc/>
    public override string? Refute(AuxDomainState state, ActorId actor, IWorldView view) => state.Owned.Count > 1
        ? $"{view.NameOf(actor)} has pasid {state.Owned.Keys[0]} and pasid {state.Owned.Keys[1]}"
        : null;
}
