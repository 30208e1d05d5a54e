using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Pins;

/// <summary>A pin under an address that is not aligned.</summary>
/// <param name="Pfn">The page frame.</param>
/// <param name="Refs">References.</param>
public readonly record struct OddPin(Pfn Pfn, long Refs);
