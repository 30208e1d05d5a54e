namespace VfioActors.Vfio.Interrupts;

/// <summary>Which interrupt of a device is on: one at a time.</summary>
public enum IrqKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>The line INTx.</summary>
    Intx,

    /// <summary>Message signalled: vectors.</summary>
    Msi,
}
