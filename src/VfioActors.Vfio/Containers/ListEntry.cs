namespace VfioActors.Vfio.Containers;

/// <summary>A run of addresses in a driver's list.</summary>
/// <param name="Iova">The first address in bytes.</param>
/// <param name="Pages">How many pages from it.</param>
public readonly record struct ListEntry(ulong Iova, ulong Pages);
