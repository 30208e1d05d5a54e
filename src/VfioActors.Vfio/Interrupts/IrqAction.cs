namespace VfioActors.Vfio.Interrupts;

/// <summary>What a user wants of interrupt vectors: the flags of VFIO_DEVICE_SET_IRQS.</summary>
public enum IrqAction
{
    /// <summary>No data and no vectors: switch the interrupt off.</summary>
    Disable,

    /// <summary>An eventfd for each vector, or none for a vector: switch on what is off.</summary>
    Eventfd,

    /// <summary>No data: signal the eventfds as the device would.</summary>
    Trigger,
}
