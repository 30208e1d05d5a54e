namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>A group in a container.</summary>
/// <param name="IsAttached">1 when the container has taken it over; 0 while it has no kind.</param>
/// <param name="IsFreed">1 when its record was freed and is listed nevertheless: only with a defect.</param>
public readonly record struct SpaprGroup(int IsAttached, int IsFreed);
