using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>What the interrupt table of a device hears.</summary>
public static class IrqTableMessage
{
    /// <summary>The user ties the interrupt for faults to its eventfd, or unties it (OP6).</summary>
    /// <param name="Start">The first of its lines.</param>
    /// <param name="Count">How many lines; 0 unties.</param>
    /// <remarks>
    /// Answer: FaultUser.Done. EINVAL: the device has no such interrupt, the first line is not 0, or more than one is
    /// asked for. Records that wait already are signalled at once.
    /// Source: vfio_pci_set_dma_fault_trigger, v8 28/29 and v13. Differs: there they are not, which is FLT-24.
    /// </remarks>
    public readonly record struct SetTrigger(uint Start, uint Count) : IMessage;

    /// <summary>The queue has stored a record: whoever has the trigger is signalled. Never answered.</summary>
    public readonly record struct Signal(DeviceId Device) : IMessage;
}
