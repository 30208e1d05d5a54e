using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Protocols;

/// <summary>
/// What a domain hears from its users (OP2 to OP7) and from the units that walk its tables. A request is answered by
/// <see cref="Done"/>; requests are served one at a time, in the order of their arrival. EAGAIN: too many wait already.
/// </summary>
public static class AuxDomainMessage
{
    /// <summary>Puts the domain on a device, next to the device's primary domain, under the domain's PASID.</summary>
    /// <remarks>
    /// In this order: ENODEV, the driver cannot do that. EPERM, the domain is not unmanaged, or no unit knows the
    /// device. 0, the domain is on the device already. Of prepare: EPERM, ENODEV, EINVAL, EFAULT as IommuUnit.Prepare
    /// says. Of the id: ENOSPC or ENOMEM as PasidAllocator.Alloc says. ENOMEM, no memory for the record. Of the entry:
    /// as IommuUnit.SetEntry says. A refusal leaves nothing behind.
    /// Source: intel_iommu_aux_attach_device, drivers/iommu/intel-iommu.c, Linux 5.2. Differs: all of it is done under
    /// the domain's own lock; the allocator's answer is passed on, where Linux says ENODEV.
    /// </remarks>
    public readonly record struct Attach(DeviceId Device) : IMessage;

    /// <summary>
    /// Takes back one <see cref="Attach"/>. The entry goes with the last of the device, the id with the last of all.
    /// </summary>
    /// <remarks>
    /// ENOENT: the domain is not on the device.
    /// Source: intel_iommu_aux_detach_device, Linux 5.2. Differs: there it returns nothing, and believes every caller.
    /// </remarks>
    public readonly record struct Detach(DeviceId Device) : IMessage;

    /// <summary>Asks for the PASID under which the domain is on its devices; the value of the answer.</summary>
    /// <remarks>
    /// ENODEV: the driver cannot do that. EINVAL: it is on none.
    /// Source: intel_iommu_aux_get_pasid, Linux 5.2.
    /// </remarks>
    public readonly record struct GetPasid : IMessage;

    /// <summary>Makes the domain a device's primary domain.</summary>
    /// <remarks>Errors as IommuUnit.AttachPrimary says. Source: intel_iommu_attach_device, Linux 5.2.</remarks>
    public readonly record struct AttachPrimary(DeviceId Device) : IMessage;

    /// <summary>Frees the domain and its tables.</summary>
    /// <remarks>
    /// EBUSY: it is on a device. EINVAL: it is freed already.
    /// Source: intel_iommu_domain_free, Linux 5.2. Differs: there nobody looks whether it is attached, which is AUX-17.
    /// </remarks>
    public readonly record struct Free : IMessage;

    /// <summary>Maps one page.</summary>
    /// <remarks>
    /// EEXIST: the address is mapped. ENOMEM: no room for one more.
    /// Source: intel_iommu_map, Linux 5.2. Differs: single pages only.
    /// </remarks>
    public readonly record struct Map(Iova Iova, Pfn Pfn) : IMessage;

    /// <summary>Unmaps one page; answered when no cache holds it any more.</summary>
    /// <remarks>
    /// ENOENT: the address is not mapped. Source: intel_iommu_unmap, Linux 5.2. Differs: single pages only.
    /// </remarks>
    public readonly record struct Unmap(Iova Iova) : IMessage;

    /// <summary>Answers every request.</summary>
    /// <param name="Error">Why it was refused.</param>
    /// <param name="Value">The PASID for <see cref="GetPasid"/>, else 0.</param>
    /// <param name="Cause">
    /// What another actor refused on the way, or none: the error shall be the same, since errors are passed on.
    /// </param>
    public readonly record struct Done(Errno Error, int Value, Errno Cause) : IMessage;

    /// <summary>
    /// To itself by a timer, with a defect: the caller's processor goes on, at any later time, after the lock was
    /// dropped. It tests "nobody left" and gives an id back that was read before.
    /// </summary>
    public readonly record struct PutUnlocked(Pasid Pasid, Errno Error) : IMessage;

    /// <summary>To itself by a timer, with a defect: the entry is cleared some time after its id was freed.</summary>
    public readonly record struct ClearLater : IMessage;

    /// <summary>
    /// To itself by a timer, with a defect: the caller's processor forgets the id after the lock was dropped.
    /// </summary>
    public readonly record struct ResetUnlocked : IMessage;

    /// <summary>A unit walks the domain's tables for a DMA; answered by IommuUnit.Walked.</summary>
    /// <param name="Driver">Who waits for the DMA.</param>
    /// <param name="Device">The device that reads.</param>
    /// <param name="Pasid">The tag.</param>
    /// <param name="RootLevel">The level of the table that the entry points to.</param>
    /// <param name="Iova">The address.</param>
    public readonly record struct Walk(ActorId Driver, DeviceId Device, Pasid Pasid, int RootLevel, Iova Iova)
        : IMessage;
}
