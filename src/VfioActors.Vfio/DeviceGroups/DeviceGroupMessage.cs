using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>
/// What an IOMMU group of the kernel's core hears: of the users of its devices, and of those who reset one. Calls are
/// answered by Call.Returned.
/// </summary>
public static class DeviceGroupMessage
{
    /// <summary>A user's domain comes on all devices of the group.</summary>
    /// <remarks>
    /// EINVAL: no domain of a user. EBUSY: one is there, or a device is being reset. ENOMEM: no memory.
    /// Source: __iommu_attach_group, drivers/iommu/iommu.c, Linux 7.0.
    /// </remarks>
    public readonly record struct AttachDomain(GroupDomain Domain) : IMessage;

    /// <summary>Another takes its place.</summary>
    /// <remarks>
    /// EINVAL: no domain of a user, or none is there. EBUSY: a device is being reset. ENOMEM: the old one stays.
    /// Source: iommu_replace_group_handle, Linux 7.0.
    /// </remarks>
    public readonly record struct ReplaceDomain(GroupDomain Domain) : IMessage;

    /// <summary>The user's domain leaves; the core's own takes its place.</summary>
    /// <remarks>
    /// Never refused: the user frees the domain next. Source: iommu_detach_group_handle, __iommu_group_set_core_domain,
    /// Linux 7.0.
    /// </remarks>
    public readonly record struct DetachDomain : IMessage;

    /// <summary>A user's domain comes on all devices of the group under a tag.</summary>
    /// <remarks>
    /// EOPNOTSUPP: the driver knows no tags. EINVAL: no domain of a user, or no such tag. EBUSY: one is there under it,
    /// or a device is being reset. ENOMEM: no memory. Source: iommu_attach_device_pasid, Linux 7.0.
    /// </remarks>
    public readonly record struct AttachPasid(Pasid Pasid, GroupDomain Domain) : IMessage;

    /// <summary>Another takes its place.</summary>
    /// <remarks>
    /// As <see cref="AttachPasid"/>, and EINVAL: none is there under that tag. ENOMEM: the old one stays.
    /// Source: iommu_replace_device_pasid, Linux 7.0.
    /// </remarks>
    public readonly record struct ReplacePasid(Pasid Pasid, GroupDomain Domain) : IMessage;

    /// <summary>It leaves. Never refused. Source: iommu_detach_device_pasid, Linux 7.0.</summary>
    public readonly record struct DetachPasid(Pasid Pasid) : IMessage;

    /// <summary>
    /// A device is about to be reset: nothing goes through any more, under no tag, and nothing is invalidated in it
    /// until <see cref="Done"/>. What is attached stays known.
    /// </summary>
    /// <remarks>
    /// ENODEV: no such device. EBUSY: with a defect only. Source: pci_dev_reset_iommu_prepare, Linux 7.0.10.
    /// </remarks>
    public readonly record struct Prepare(DeviceId Device) : IMessage;

    /// <summary>The reset is over: what is attached is attached again.</summary>
    /// <remarks>
    /// ENODEV: no such device. Source: pci_dev_reset_iommu_done, Linux 7.0.10. Differs: that has no answer.
    /// </remarks>
    public readonly record struct Done(DeviceId Device) : IMessage;

    /// <summary>A user frees a domain.</summary>
    /// <remarks>
    /// EBUSY: the user has it attached. ENOENT: it is freed. Source: iommufd_hwpt_paging_destroy,
    /// drivers/iommu/iommufd/hw_pagetable.c, Linux 7.0.
    /// </remarks>
    public readonly record struct FreeDomain(GroupDomain Domain) : IMessage;
}
