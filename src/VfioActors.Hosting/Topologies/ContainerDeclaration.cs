using VfioActors.Vfio.Protocols;

namespace VfioActors.Hosting.Topologies;

/// <summary>A container of type1. Its file is open; it has its kind when a device is in it from the start.</summary>
/// <param name="Memory">The name of the memory of its users.</param>
public sealed record ContainerDeclaration(string Memory)
{
    /// <summary>Its kind: Type1, Type1v2 or Nesting.</summary>
    public ContainerKind Kind { get; init; } = ContainerKind.Type1v2;

    /// <summary>How many mappings it may have: dma_entry_limit.</summary>
    public int MappingsMax { get; init; } = 65535;

    /// <summary>How many calls may wait, 1 to 64; one more is answered EAGAIN.</summary>
    public int RequestsMax { get; init; } = 32;
}
