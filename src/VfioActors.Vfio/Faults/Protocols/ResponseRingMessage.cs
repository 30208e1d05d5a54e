using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>
/// What the response region of a device hears (v12 and v13): its user writes responses into a ring that it has mapped,
/// then says how far it has written. Calls are answered by FaultUser.Done; EBADF: the region is not open.
/// </summary>
public static class ResponseRingMessage
{
    /// <summary>Makes the region: pages, a work item, a worker.</summary>
    /// <param name="Generation">The opening of the device.</param>
    /// <remarks>
    /// ENOMEM: no memory for one of them; nothing is left behind. Source: vfio_pci_dma_fault_response_init, v13 10/13.
    /// </remarks>
    public readonly record struct Open(Generation Generation) : IMessage;

    /// <summary>The user writes a response into a slot of the mapped ring. Never refused: it is its memory.</summary>
    /// <remarks>EINVAL: there is no such slot.</remarks>
    public readonly record struct Store(uint Slot, PageResponse Response) : IMessage;

    /// <summary>The user says which slot it writes next: 4 bytes at 0.</summary>
    /// <param name="Head">The index.</param>
    /// <remarks>
    /// Answer: 4, once every response up to there was passed on; the first that was refused gives the error, and those
    /// behind it are passed on too. EINVAL: the index names no slot.
    /// Source: vfio_pci_dma_fault_response_rw and dma_response_inject, v13 12/13. Differs: there a worker does it later
    /// and nobody is told: FLT-31.
    /// </remarks>
    public readonly record struct SetHead(uint Head) : IMessage;

    /// <summary>To itself by a timer, with a defect: the worker has checked a response and reads it again.</summary>
    public readonly record struct PassLater(uint Slot) : IMessage;
}
