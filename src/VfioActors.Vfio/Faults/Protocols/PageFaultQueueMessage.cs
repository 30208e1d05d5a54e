using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>
/// What the page fault queue of iommufd hears of its users; of the fault handler it hears what every queue does:
/// FaultQueue.Registered, Report, Unregistered. Calls are answered by FaultUser.Done.
/// </summary>
public static class PageFaultQueueMessage
{
    /// <summary>A domain with this queue comes on a device: the device's page requests come here.</summary>
    /// <remarks>
    /// EAGAIN: another call about the device is not over; the kernel would sleep. EBUSY: it is on the device already.
    /// Else as FaultReporter.Register says. A refusal leaves all as it was.
    /// </remarks>
    public readonly record struct Attach(DeviceId Device) : IMessage;

    /// <summary>It leaves the device again; what is outstanding is answered "invalid".</summary>
    /// <remarks>
    /// ENOENT: it is not there. EAGAIN: as <see cref="Attach"/>. Source: iommufd_auto_response_faults,
    /// drivers/iommu/iommufd/fault.c, Linux 6.12.
    /// </remarks>
    public readonly record struct Detach(DeviceId Device) : IMessage;

    /// <summary>A user reads page request groups: each gets a cookie, and waits for its answer.</summary>
    /// <param name="Offset">Where: the file has no places, so 0.</param>
    /// <param name="Count">The size of the buffer: bytes, a multiple of 40.</param>
    /// <param name="Good">How many bytes of the buffer can be written.</param>
    /// <param name="Memory">Who provides the buffer's page when it is touched; nobody when it is there.</param>
    /// <remarks>
    /// Answer: FaultUser.Event for each group, then the bytes. ESPIPE: an offset, or another size. EFAULT: not even the
    /// first could be copied. What could not be copied stays.
    /// Source: iommufd_fault_fops_read, drivers/iommu/iommufd/eventq.c, Linux 6.19. Differs: it does not try again, as
    /// since 2026: FLT-37.
    /// </remarks>
    public readonly record struct Read(FileOffset Offset, FileSpan Count, uint Good, ActorId Memory) : IMessage;

    /// <summary>A user answers a group.</summary>
    /// <remarks>EINVAL: neither success nor invalid, or no such cookie.</remarks>
    public readonly record struct Write(uint Cookie, ResponseCode Code) : IMessage;

    /// <summary>A page of the buffer is there, or will not be.</summary>
    public readonly record struct Touched(Errno Error) : IMessage;
}
