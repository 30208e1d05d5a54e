using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>
/// What the event queues of a virtual IOMMU of iommufd hear (OP10). Calls are answered by FaultUser.Done.
/// </summary>
public static class VeventQueueMessage
{
    /// <summary>Makes the queue for one type of events.</summary>
    /// <param name="Type">The type, from 1.</param>
    /// <param name="Depth">How many events it holds.</param>
    /// <param name="Flags">None is known.</param>
    /// <param name="Viommu">The virtual IOMMU: 0 is this one.</param>
    /// <remarks>
    /// In this order: EOPNOTSUPP, a flag, or the type is 0. EINVAL, no depth. ENOENT, no such virtual IOMMU. EEXIST,
    /// the type has a queue. ENOMEM, no memory for it.
    /// Source: iommufd_veventq_alloc, drivers/iommu/iommufd/eventq.c, Linux 6.19.
    /// </remarks>
    public readonly record struct Alloc(uint Type, uint Depth, uint Flags, uint Viommu) : IMessage;

    /// <summary>The driver of the IOMMU reports an event; answered by <see cref="Reported"/>.</summary>
    /// <param name="Data">What happened.</param>
    /// <param name="Type">The type.</param>
    /// <param name="Size">How many bytes the data has: 0 is none.</param>
    /// <remarks>
    /// EINVAL: no data. EOPNOTSUPP: no queue of that type. ENOMEM: no memory, as for 4 MiB of data, and the user is
    /// told that something was lost. 0 too when the queue is full: then the same.
    /// Source: iommufd_viommu_report_event, drivers/iommu/iommufd/driver.c, Linux 6.19.
    /// </remarks>
    public readonly record struct Report(MemoryWord Data, uint Type, uint Size) : IMessage;

    /// <summary>Answers <see cref="Report"/>.</summary>
    public readonly record struct Reported(Errno Error) : IMessage;

    /// <summary>The user reads events.</summary>
    /// <param name="Offset">Where: the file has no places, so 0.</param>
    /// <param name="Count">The size of the buffer: bytes.</param>
    /// <param name="Type">Which queue.</param>
    /// <param name="Good">How many bytes of the buffer can be written.</param>
    /// <remarks>
    /// Answer: FaultUser.Event for each, then the bytes. ESPIPE: the offset is not 0. EFAULT: not even the first could
    /// be copied. EBADF: no queue of that type.
    /// Source: iommufd_veventq_fops_read, drivers/iommu/iommufd/eventq.c, Linux 6.19. Differs: an event is copied whole
    /// or not at all, as since 2026: FLT-38.
    /// </remarks>
    public readonly record struct Read(FileOffset Offset, FileSpan Count, uint Type, uint Good) : IMessage;
}
