using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>A domain's id on a unit, and how often it is used.</summary>
/// <param name="DomainId">The id, held while the count is above 0.</param>
/// <param name="Count">Entries that were written minus entries that were cleared; below 0 only by a defect.</param>
public readonly record struct DomainIdUse(DomainId DomainId, int Count);
