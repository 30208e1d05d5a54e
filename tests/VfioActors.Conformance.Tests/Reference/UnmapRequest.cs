using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>An unmap on its way.</summary>
public sealed class UnmapRequest(ulong iova, ulong size, UnmapFlags flags, byte[]? bitmap)
{
    public ulong Iova { get; } = iova;

    public ulong Size { get; } = size;

    public bool All { get; } = (flags & UnmapFlags.All) != 0;

    public bool Vaddr { get; } = (flags & UnmapFlags.Vaddr) != 0;

    public byte[]? Bitmap { get; } = bitmap;

    /// <summary>What is still to be looked at, lowest first.</summary>
    public Queue<Mapping> Found { get; set; } = [];

    public ulong Unmapped { get; set; }
}
