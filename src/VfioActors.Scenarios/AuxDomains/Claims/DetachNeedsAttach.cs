using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-11: a detach that no attach came before.</summary>
/// <param name="actors">Who is who.</param>
public sealed class DetachNeedsAttach(AuxActors actors) : StepRule<IommuUnitState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "A domain clears its entry only from a device whose list it is in.";

    /// <inheritdoc/>
    public override string? Refute(IommuUnitState state, in Envelope envelope, IWorldView view)
    {
        if (!envelope.Is<IommuUnitMessage.ClearEntry>(out var clear)) { return null; }
        if (clear.Stage == TranslationStage.FirstLevel || state.Links.Contains(new(clear.Device, envelope.From)))
        {
            return null;
        }

        return $"{view.NameOf(envelope.From)} is detached from {actors.NameOfDevice(clear.Device)}, and is not on it";
    }
}
