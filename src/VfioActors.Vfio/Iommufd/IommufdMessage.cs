using VfioActors.Behaviors;

namespace VfioActors.Vfio.Iommufd;

/// <summary>
/// What an open file of iommufd hears: ioctls of its user, and calls of the drivers that bind devices to it. Calls are
/// answered by Call.Returned; those that make an object give its number.
/// </summary>
/// <remarks>
/// Source: drivers/iommu/iommufd, Linux 7.0, unless a message says another. ENOMEM everywhere: the table is full.
/// </remarks>
public static class IommufdMessage
{
    /// <summary>Makes an address space. Source: iommufd_ioas_alloc_ioctl.</summary>
    public readonly record struct AllocIoas : IMessage;

    /// <summary>Makes a page table.</summary>
    /// <param name="Below">An IOAS, or a HWPT on which page tables of guests may lie.</param>
    /// <param name="FaultQueue">Where its page requests go; none for nowhere.</param>
    /// <param name="IsNestParent">1 when page tables of guests may lie over it.</param>
    /// <remarks>
    /// ENOENT: no such object. EINVAL: what is below is neither. EOPNOTSUPP: over a guest's page table lies no other.
    /// Source: iommufd_hwpt_alloc.
    /// </remarks>
    public readonly record struct AllocHwpt(ObjectId Below, ObjectId FaultQueue, int IsNestParent) : IMessage;

    /// <summary>Makes a queue of page requests and opens a file on it.</summary>
    /// <remarks>
    /// EMFILE: no file can be opened. EFAULT: the answer cannot be written. Source: iommufd_fault_alloc, eventq.c.
    /// </remarks>
    public readonly record struct AllocFaultQueue : IMessage;

    /// <summary>Makes a virtual IOMMU.</summary>
    /// <param name="Device">A device behind the physical one.</param>
    /// <param name="Hwpt">The page table under those of the guest.</param>
    /// <param name="Type">Which: from 1.</param>
    /// <remarks>
    /// EOPNOTSUPP: type 0. ENOENT: no such object. EINVAL: no page table of a guest may lie over this one.
    /// Source: iommufd_viommu_alloc_ioctl, viommu.c.
    /// </remarks>
    public readonly record struct AllocViommu(ObjectId Device, ObjectId Hwpt, int Type) : IMessage;

    /// <summary>Puts a device behind a virtual IOMMU, under a number of the guest.</summary>
    /// <remarks>
    /// ENOENT: no such object, or the device is about to go. EEXIST: the device is behind one, or another has the
    /// number. EOPNOTSUPP: the driver says a wrong size. EINVAL: the driver refuses the number. Source:
    /// iommufd_vdevice_alloc_ioctl, viommu.c, Linux 7.2: visible when complete.
    /// </remarks>
    public readonly record struct AllocVdevice(ObjectId Viommu, ObjectId Device, int Number) : IMessage;

    /// <summary>Makes a queue of events and opens a file on it.</summary>
    /// <remarks>
    /// EOPNOTSUPP: type 0. ENOENT: no such virtual IOMMU. EEXIST: it has a queue of the type. EMFILE, EFAULT: as
    /// <see cref="AllocFaultQueue"/>. Source: iommufd_veventq_alloc, eventq.c.
    /// </remarks>
    public readonly record struct AllocVeventq(ObjectId Viommu, int Type) : IMessage;

    /// <summary>Makes a command queue.</summary>
    /// <remarks>
    /// EOPNOTSUPP: type 0. ENOENT: no such virtual IOMMU. Source: iommufd_hw_queue_alloc_ioctl, viommu.c.
    /// </remarks>
    public readonly record struct AllocHwQueue(ObjectId Viommu, int Type) : IMessage;

    /// <summary>A driver binds a device. Source: iommufd_device_bind, device.c.</summary>
    public readonly record struct Bind : IMessage;

    /// <summary>
    /// The driver lets it go: its vDEVICE goes first and leaves a tombstone, calls that use the device are waited for.
    /// </summary>
    /// <remarks>
    /// ENOENT: no such device. Source: iommufd_device_unbind, iommufd_object_destroy_user. Differs: the kernel's has no
    /// answer and waits 10 seconds at most.
    /// </remarks>
    public readonly record struct Unbind(ObjectId Device) : IMessage;

    /// <summary>A user destroys an object.</summary>
    /// <remarks>
    /// ENOENT: no such object, or a tombstone. EBUSY: something needs it. Source: iommufd_destroy,
    /// iommufd_object_remove, main.c.
    /// </remarks>
    public readonly record struct Destroy(ObjectId Id) : IMessage;

    /// <summary>A guest invalidates what a device has cached that it knows by a number.</summary>
    /// <remarks>
    /// ENOENT: no such virtual IOMMU. EIO: it has no device of that number. Source: iommufd_hwpt_invalidate,
    /// arm_vsmmu_vsid_to_sid, drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3-iommufd.c.
    /// </remarks>
    public readonly record struct Invalidate(ObjectId Viommu, int Number) : IMessage;

    /// <summary>A user maps the registers of a command queue.</summary>
    /// <param name="Queue">Whose.</param>
    /// <param name="IsWhole">1 when all of them are asked for.</param>
    /// <remarks>ENXIO: no such queue, or a part of it. Source: iommufd_fops_mmap, main.c, Linux 6.17.</remarks>
    public readonly record struct Mmap(ObjectId Queue, int IsWhole) : IMessage;

    /// <summary>The user unmaps them. EINVAL: it has no mapping of them. Source: iommufd_fops_vma_close.</summary>
    public readonly record struct Munmap(ObjectId Queue) : IMessage;

    /// <summary>The user closes the file of a queue.</summary>
    /// <remarks>EBADF: none is open. Source: iommufd_eventq_fops_release.</remarks>
    public readonly record struct CloseFile(ObjectId Queue) : IMessage;

    /// <summary>Maps a page into an address space.</summary>
    /// <param name="Ioas">The address space.</param>
    /// <param name="Page">Where.</param>
    /// <param name="Pages">Of a file, or of the process' memory.</param>
    /// <remarks>
    /// ENOENT: no such address space. EINVAL: neither. EEXIST: a mapping is there. Source: iommufd_ioas_map_file,
    /// iopt_map_pages, io_pagetable.c. The addresses are taken first; while the pages are filled in, nothing is locked.
    /// </remarks>
    public readonly record struct Map(ObjectId Ioas, int Page, AreaPages Pages) : IMessage;

    /// <summary>Unmaps it.</summary>
    /// <remarks>
    /// ENOENT: no such address space or mapping. EBUSY: the mapping is being made. Source: iopt_unmap_iova_range.
    /// </remarks>
    public readonly record struct Unmap(ObjectId Ioas, int Page) : IMessage;

    /// <summary>Another process takes over what is charged for all mappings, which must be of files.</summary>
    /// <remarks>
    /// EINVAL: one is not. EBUSY: one is being made. Source: iommufd_ioas_change_process, ioas.c. The fix (stable
    /// 84a836ddeae1) was read by its title only: EBUSY is what the other readers of such a mapping answer.
    /// </remarks>
    public readonly record struct ChangeProcess : IMessage;

    /// <summary>A call goes on.</summary>
    public readonly record struct GoOn : IMessage;

    /// <summary>A file that was put is released, later.</summary>
    /// <param name="Queue">What it leads to.</param>
    /// <param name="Serial">The memory of that.</param>
    public readonly record struct ReleaseFile(ObjectId Queue, int Serial) : IMessage;
}
