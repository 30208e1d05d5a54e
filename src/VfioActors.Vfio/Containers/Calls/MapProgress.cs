using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>How far a map has come.</summary>
/// <param name="At">The mapping that it makes, or gives another vaddr.</param>
/// <param name="Error">What it will answer when everything is undone.</param>
/// <param name="IsUndone">1 while it is undone.</param>
public readonly record struct MapProgress(MappingKey At, Errno Error, int IsUndone);
