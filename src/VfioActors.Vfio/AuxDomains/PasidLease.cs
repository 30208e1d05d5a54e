using VfioActors.Behaviors;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>Who owns an id, and from which range it was asked for.</summary>
/// <param name="Owner">The domain or the SVA binding that asked.</param>
/// <param name="End">The excluded end of the range that was asked for.</param>
public readonly record struct PasidLease(ActorId Owner, int End);
