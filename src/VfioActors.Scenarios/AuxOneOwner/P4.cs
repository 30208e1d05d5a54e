using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>Catches an id that is lost because another is written over it.</summary>
public sealed class P4 : StepRule<OneOwnerState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "The domain's id is replaced only when it is not allocated.";

    /// <inheritdoc/>
    public override string? Refute(OneOwnerState state, in Envelope envelope, IWorldView view)
    {
        var pasid = state.DefaultPasid.Value;
        if (!envelope.Is<OneOwnerMessage.Store>(out var store) || !state.IsLive(pasid)) { return null; }
        return $"dp={store.Pasid} replaces pasid {pasid}, which is in use";
    }
}
