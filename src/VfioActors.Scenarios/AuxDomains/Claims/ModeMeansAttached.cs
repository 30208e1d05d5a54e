using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-01: a feature that is on is taken for a domain that is attached.</summary>
public sealed class ModeMeansAttached : StepRule<AuxDomainState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim =>
        "A primary attach is refused as attached only when an address space is on the device.";

    /// <inheritdoc/>
    public override string? Refute(AuxDomainState state, in Envelope envelope, IWorldView view)
    {
        var refused = envelope.Is<IommuUnitMessage.PrimaryAttached>(out var attached) && attached.Error == Errno.EPERM;
        return refused && attached.InTheWay == 0 ? "the primary attach is refused, and nothing is attached" : null;
    }
}
