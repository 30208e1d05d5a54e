using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-13: an id is tried on a device whose table is too small for it.</summary>
/// <param name="actors">Who is who.</param>
public sealed class PasidFitsAllDevices(AuxActors actors) : StepRule<IommuUnitState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "An entry is written only for an id that the table of the device has a place for.";

    /// <inheritdoc/>
    public override string? Refute(IommuUnitState state, in Envelope envelope, IWorldView view)
    {
        if (!envelope.Is<IommuUnitMessage.SetEntry>(out var set)) { return null; }
        var size = actors.PasidsMaxOf(set.Device);
        return set.Pasid.Value < size
            ? null
            : $"pasid {set.Pasid} does not fit the table of {actors.NameOfDevice(set.Device)}, which ends at {size}";
    }
}
