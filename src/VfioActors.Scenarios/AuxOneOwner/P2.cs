using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>Catches an id that is freed twice.</summary>
public sealed class P2 : StepRule<OneOwnerState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "An id is freed only while it is allocated.";

    /// <inheritdoc/>
    public override string? Refute(OneOwnerState state, in Envelope envelope, IWorldView view)
    {
        var pasid = state.DefaultPasid.Value;
        var frees = envelope.Is<OneOwnerMessage.Leave>() && state.Attached.Value == 1 && pasid > 0;
        return frees && !state.IsLive(pasid) ? $"pasid {pasid} is freed, and it is free already" : null;
    }
}
