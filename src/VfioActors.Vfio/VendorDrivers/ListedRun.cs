using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>One run of a list that a pin or an unpin will end.</summary>
/// <param name="Iova">The first address.</param>
/// <param name="Pages">How many pages.</param>
public readonly record struct ListedRun(Iova Iova, PageCount Pages);
