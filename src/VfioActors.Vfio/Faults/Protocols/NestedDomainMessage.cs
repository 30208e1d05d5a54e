using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>
/// What an address space with two stages hears: of its user, of the guest that owns stage 1, of the fault handler. It
/// also answers the walks of IOMMU units, as AuxDomain does. Calls are answered by FaultUser.Done.
/// </summary>
public static class NestedDomainMessage
{
    /// <summary>Puts it on a device under a PASID.</summary>
    /// <remarks>
    /// Errors: as IommuUnit.SetEntry says. EBUSY: it is on the device under that PASID. ENOMEM: it is on too many.
    /// </remarks>
    public readonly record struct Attach(DeviceId Device, Pasid Pasid) : IMessage;

    /// <summary>
    /// Takes it off again: the entry goes, then the page requests under its PASID are answered "invalid".
    /// </summary>
    /// <remarks>
    /// ENOENT: it is not there. ENOMEM: too many calls are not over.
    /// Source: intel_iommu_remove_dev_pasid, drivers/iommu/intel/iommu.c, Linux 6.12; iommufd_fault_domain_detach_dev,
    /// drivers/iommu/iommufd/fault.c.
    /// </remarks>
    public readonly record struct Detach(DeviceId Device, Pasid Pasid) : IMessage;

    /// <summary>
    /// Puts another one in the place of this one: the requests of the old one are answered "invalid", the other's entry
    /// is set, and then this call is answered.
    /// </summary>
    /// <param name="Device">The device.</param>
    /// <param name="Pasid">The tag.</param>
    /// <param name="Other">The one that takes its place.</param>
    /// <remarks>
    /// ENOENT: this one is not there. ENOMEM: too many calls are not over. Else as <see cref="Attach"/> says.
    /// </remarks>
    public readonly record struct Replace(DeviceId Device, Pasid Pasid, ActorId Other) : IMessage;

    /// <summary>The guest writes an entry of stage 1, in memory of its own.</summary>
    /// <remarks>Answer: Guest.Written.</remarks>
    public readonly record struct SetStage1(Iova Iova, GuestAddress Target) : IMessage;

    /// <summary>The guest clears an entry of stage 1, and has the caches of it flushed.</summary>
    /// <remarks>
    /// ENOENT: there is none. ENOMEM: too many calls are not over. Source: iommu_cache_invalidate, Linux 5.3.
    /// </remarks>
    public readonly record struct Invalidate(Iova Iova) : IMessage;

    /// <summary>The user lets a page of the guest's memory lead to a page of its own: stage 2.</summary>
    public readonly record struct SetStage2(GuestAddress Target, Pfn Page) : IMessage;

    /// <summary>No request under a PASID is left.</summary>
    public readonly record struct Drained : IMessage;
}
