using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>
/// What the allocator of PASIDs hears and answers. One allocator serves all domains and all SVA bindings.
/// </summary>
public static class PasidAllocatorMessage
{
    /// <summary>Asks for the lowest free id; the sender becomes its owner.</summary>
    /// <param name="End">The ids asked for are 1 to this, which itself is excluded.</param>
    /// <remarks>
    /// Answer: <see cref="Allocated"/>. ENOSPC: every id in the range is in use. ENOMEM: no room to note one more.
    /// Source: intel_pasid_alloc_id, drivers/iommu/intel-pasid.c, Linux 5.2. Differs: lowest free, where idr_alloc is
    /// too but ioasid_alloc promises nothing.
    /// </remarks>
    public readonly record struct Alloc(int End) : IMessage;

    /// <summary>Answers <see cref="Alloc"/>.</summary>
    /// <param name="Pasid">The id, or none when refused.</param>
    /// <param name="Error">Why it was refused.</param>
    public readonly record struct Allocated(Pasid Pasid, Errno Error) : IMessage;

    /// <summary>Gives an id back. Never answered.</summary>
    /// <remarks>
    /// Source: intel_pasid_free_id, drivers/iommu/intel-pasid.c, Linux 5.2. As there, whoever asks is believed: an id
    /// of somebody else is freed, one that is free already stays so. A property judges that, not the allocator.
    /// </remarks>
    public readonly record struct Free(Pasid Pasid) : IMessage;
}
