using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>How far an unmap has come.</summary>
/// <param name="At">The mapping in hand, or the last that was done.</param>
/// <param name="Unmapped">Bytes so far.</param>
/// <param name="Round">How often drivers were told of the mapping in hand.</param>
/// <param name="Marks">What else is to be remembered.</param>
public readonly record struct UnmapProgress(MappingKey At, ByteCount Unmapped, int Round, UnmapMarks Marks);
