using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>What a container knows of a region that it has registered.</summary>
/// <param name="Start">The first user address.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="Times">How often it has registered it: more than once only where it has no list of its own.</param>
public readonly record struct OwnRegion(Vaddr Start, PageCount Pages, long Times);
