using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>Catches an entry that is written for an id that nobody owns.</summary>
public sealed class P1 : StepRule<OneOwnerState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "An entry is written only for an id that is allocated.";

    /// <inheritdoc/>
    public override string? Refute(OneOwnerState state, in Envelope envelope, IWorldView view)
    {
        if (!envelope.Is<OneOwnerMessage.Enter>(out var enter) || state.IsLive(state.DefaultPasid.Value))
        {
            return null;
        }

        return $"dev{enter.Device}[{state.DefaultPasid.Value}] is written, and that pasid is free";
    }
}
