using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>
/// What the page fault queue of iommufd hears of its users; of the fault handler it hears what every queue does:
/// FaultQueue.Registered, Report, Unregistered. Calls are answered by FaultUser.Done. It refuses reports in this order:
/// ENODEV, of another attachment; EOPNOTSUPP, it is no page request (iommu_handle_iopf, Linux 6.10); ENOMEM, too many
/// wait to be read, and the pages of its group that came before are gone.
/// </summary>
public static class PageFaultQueueMessage
{
    /// <summary>A domain with this queue comes on a device: the device's page requests come here.</summary>
    /// <remarks>
    /// EAGAIN: another call about the device is not over, or too many are not; the kernel would sleep. EBUSY: it is on
    /// the device already. ENOMEM: it is on too many. Else as FaultReporter.Register says. A refusal leaves all as it
    /// was.
    /// </remarks>
    public readonly record struct Attach(DeviceId Device) : IMessage;

    /// <summary>It leaves the device again; what is outstanding is answered "invalid".</summary>
    /// <remarks>
    /// ENOENT: it is not there. EAGAIN: as <see cref="Attach"/>. Source: iommufd_auto_response_faults,
    /// drivers/iommu/iommufd/fault.c, Linux 6.12.
    /// </remarks>
    public readonly record struct Detach(DeviceId Device) : IMessage;

    /// <summary>
    /// A user reads page request groups, the pages of each as they were asked for: each gets a cookie, the lowest from
    /// 1 that no other has, and waits for its answer.
    /// </summary>
    /// <param name="Offset">Where: the file has no places, so 0.</param>
    /// <param name="Count">The size of the buffer: bytes, a multiple of 40.</param>
    /// <param name="Good">How many bytes of the buffer can be written.</param>
    /// <param name="Memory">Who provides the buffer's page when it is touched; nobody when it is there.</param>
    /// <remarks>
    /// Answer: FaultUser.Event for each page, then the bytes. ESPIPE: an offset, or another size. EFAULT: not even the
    /// first group could be copied. ENOMEM: too many were read and wait for their answers. A group that has no room, or
    /// that could not be copied, stays whole.
    /// Source: iommufd_fault_fops_read, drivers/iommu/iommufd/eventq.c, Linux 6.19. Differs: it does not try again, as
    /// since 2026: FLT-37.
    /// </remarks>
    public readonly record struct Read(FileOffset Offset, FileSpan Count, uint Good, ActorId Memory) : IMessage;

    /// <summary>A user answers a group.</summary>
    /// <remarks>
    /// Answer: 8, the bytes of it. EINVAL: neither success nor invalid, or no such cookie.
    /// Source: iommufd_fault_fops_write, drivers/iommu/iommufd/eventq.c, Linux 6.19.
    /// </remarks>
    public readonly record struct Write(uint Cookie, ResponseCode Code) : IMessage;

    /// <summary>A page of the buffer is there, or will not be.</summary>
    public readonly record struct Touched(Errno Error) : IMessage;
}
