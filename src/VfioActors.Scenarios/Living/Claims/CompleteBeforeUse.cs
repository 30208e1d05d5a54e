using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Iommufd;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-03: a vDEVICE is used whose driver has not taken it.</summary>
public sealed class CompleteBeforeUse : Invariant<IommufdState>
{
    /// <inheritdoc/>
    public override string Claim => "A vDEVICE is found by its guest's number only when it is complete.";

    /// <inheritdoc/>
    public override string? Refute(IommufdState state, ActorId actor, IWorldView view) =>
        state.IncompleteUses.Value == 0 ? null : $"{view.NameOf(actor)} uses a vDEVICE that is not complete";
}
