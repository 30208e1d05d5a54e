namespace VfioActors.Vfio.Containers;

/// <summary>Pages that follow each other in a container and in memory, and are pinned equally often.</summary>
/// <param name="Start">The first page of the container's addresses.</param>
/// <param name="Pages">How many.</param>
/// <param name="FirstPfn">The first page frame; 0 for a gap.</param>
/// <param name="Refs">How many references each has; 0 for a gap up to the next pin.</param>
public readonly record struct PinRun(ulong Start, ulong Pages, ulong FirstPfn, ulong Refs);
