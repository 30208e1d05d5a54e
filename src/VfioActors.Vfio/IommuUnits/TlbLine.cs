using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>A cached translation.</summary>
/// <param name="Owner">The domain whose tables were walked.</param>
/// <param name="DomainId">The domain's id on the unit at that time.</param>
/// <param name="Pfn">The page that the address led to.</param>
public readonly record struct TlbLine(ActorId Owner, DomainId DomainId, Pfn Pfn);
