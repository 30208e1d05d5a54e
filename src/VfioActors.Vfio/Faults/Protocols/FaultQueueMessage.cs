using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>
/// What the fault queue of a device hears: calls of its user on the device's file, reports of the IOMMU unit's fault
/// handler, the interrupt table. Calls are answered by FaultUser.Done; EBADF: the device is not open. EAGAIN: too many
/// calls wait.
/// </summary>
public static class FaultQueueMessage
{
    /// <summary>Opens the device: pages, regions, and the handler of its faults (OP1).</summary>
    /// <remarks>
    /// ENOMEM: no memory for pages or a region. Of the handler, as FaultReporter.Register says: EINVAL, EBUSY, ENOMEM.
    /// A refusal leaves nothing behind. Where there is one region and the domain is not nested, 0 and nothing is shown.
    /// Source: vfio_pci_init_fault_region, v8 25/29 and v11. Differs: the handler is registered when the header is
    /// complete, which is FLT-18.
    /// </remarks>
    public readonly record struct Open : IMessage;

    /// <summary>Closes it once; with the last the handler ends, and then the pages are freed (OP9).</summary>
    /// <remarks>Source: vfio_pci_disable, v8 and v11. Differs: waits for the handler, which is FLT-07.</remarks>
    public readonly record struct Close : IMessage;

    /// <summary>The device goes away.</summary>
    /// <remarks>EBUSY: it is open.</remarks>
    public readonly record struct Remove : IMessage;

    /// <summary>Reads a region (OP2, OP5).</summary>
    /// <param name="Offset">Where in the region: bytes.</param>
    /// <param name="Count">How many bytes; cut at the end of the region.</param>
    /// <param name="Good">How many bytes of the user's buffer can be written.</param>
    /// <param name="Region">Which.</param>
    /// <remarks>
    /// Answer: the bytes, then how many; of no bytes 0, wherever they are. EINVAL: the region is not for reading,
    /// nothing is shown, no version was chosen yet, or the offset is past the end. EFAULT: the buffer is too short.
    /// Source: vfio_pci_fault_prod_rw, v8 25/29; vfio_pci_dma_fault_rw, v9 to v13; vfio_pci_read, Linux 5.3.
    /// </remarks>
    public readonly record struct Read(FileOffset Offset, FileSpan Count, uint Good, FaultRegion Region) : IMessage;

    /// <summary>Writes a region: the user says which record it reads next (OP3, OP5).</summary>
    /// <param name="Offset">Where in the region: bytes.</param>
    /// <param name="Count">How many bytes; cut at the end of the region.</param>
    /// <param name="Value">The first 8 of them, the lowest address in the lowest byte.</param>
    /// <param name="Good">How many bytes of the user's buffer can be read.</param>
    /// <param name="Region">Which.</param>
    /// <remarks>
    /// Answer: how many; of no bytes 0, wherever they are. EINVAL: the region is not for writing, or the offset is past
    /// its end; what is written is not one whole index at its place, with its version where there is one; the version
    /// is unknown or another than the one in use; the index does not lie between consumer and producer. EFAULT: the
    /// buffer is too short. A refusal changes nothing. Choosing a version: also as FaultReporter.Register says.
    /// Source: vfio_pci_fault_cons_rw, v8 25/29; vfio_pci_dma_fault_rw, v9 to v13; vfio_pci_write, Linux 5.3.
    /// </remarks>
    public readonly record struct Write(
        FileOffset Offset, FileSpan Count, MemoryWord Value, uint Good, FaultRegion Region) : IMessage;

    /// <summary>Asks what a region is like: its chain of capabilities, then its size.</summary>
    /// <remarks>
    /// EINVAL: there is no such region. Source: vfio_pci_ioctl, VFIO_DEVICE_GET_REGION_INFO, v8 25/29 and v13.
    /// </remarks>
    public readonly record struct Query(FaultRegion Region) : IMessage;

    /// <summary>Maps the ring (OP7).</summary>
    /// <param name="Offset">Where in the region: bytes.</param>
    /// <param name="Length">How many bytes.</param>
    /// <param name="Protection">What the user asks to do with it.</param>
    /// <remarks>
    /// EINVAL: it begins inside the first page, ends beyond the region, cannot be mapped, or is to be written.
    /// Source: vfio_pci_dma_fault_mmap, v8 27/29 and v13. Differs: there the protection is not looked at: FLT-25.
    /// </remarks>
    public readonly record struct Map(FileOffset Offset, FileSpan Length, MapProtection Protection) : IMessage;

    /// <summary>The user writes into a slot of the ring that it has mapped.</summary>
    /// <remarks>EFAULT: it has not mapped it for writing, and its process would be killed.</remarks>
    public readonly record struct Store(int Slot, FaultRecord Record) : IMessage;

    /// <summary>The reporter hands a fault over (OP4); answered by FaultReporter.Reported.</summary>
    /// <param name="Generation">The opening that the reporter knows.</param>
    /// <param name="Record">The fault.</param>
    /// <remarks>
    /// In this order: ENODEV, of another opening. EINVAL, no version was chosen. ENOENT, page requests are not taken.
    /// ENOSPC, the ring is full, and the loss is counted. 0: the record is in the ring.
    /// Source: vfio_pci_iommu_dev_fault_handler, v8 26/29 to v13. Differs: there EINVAL when full (v8), and when there
    /// is no interrupt (v13), which is FLT-30.
    /// </remarks>
    public readonly record struct Report(Generation Generation, FaultRecord Record) : IMessage;

    /// <summary>To itself by a timer, with a defect: another processor stores a record where it chose to.</summary>
    public readonly record struct StoreLater(uint Slot, FaultRecord Record) : IMessage;

    /// <summary>To itself by a timer, with a defect: a writer comes under the lock with an old snapshot.</summary>
    public readonly record struct WriteLater(
        ConsumerWords Snapshot, MemoryWord Value, int Offset, int Count, int Good, ActorId Client) : IMessage;

    /// <summary>The reporter's answer to FaultReporter.Register.</summary>
    public readonly record struct Registered(Errno Error) : IMessage;

    /// <summary>The reporter's answer to FaultReporter.Unregister.</summary>
    public readonly record struct Unregistered(Errno Error) : IMessage;

    /// <summary>A trigger was set: are there records that wait? If so the interrupt table is told.</summary>
    public readonly record struct AnyUnread : IMessage;
}
