using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Doors;

/// <summary>A run of pages in a list of a vendor driver's.</summary>
/// <param name="Iova">The first address.</param>
/// <param name="Pages">How many pages.</param>
public readonly record struct PinRun(Iova Iova, PageCount Pages);
