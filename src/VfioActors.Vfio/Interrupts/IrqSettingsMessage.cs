using VfioActors.Behaviors;

namespace VfioActors.Vfio.Interrupts;

/// <summary>What the interrupt configuration of a device hears. Calls are answered by Call.Returned.</summary>
public static class IrqSettingsMessage
{
    /// <summary>Configures or signals message vectors.</summary>
    /// <param name="Start">The first vector.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Action">What to do.</param>
    /// <param name="Eventfd">The file, from 0; -1 for none; less for one that is no eventfd.</param>
    /// <remarks>
    /// EINVAL: vectors that the device does not have, signalling while it is off, or INTx is on. EBADF: no eventfd;
    /// what was not on before is off then. ENOMEM: no memory for the vectors.
    /// Source: vfio_cdx_set_msi_trigger, drivers/vfio/cdx/intr.c, Linux 7.0. Differs: it refuses to signal what is off,
    /// as since the fix of CVE-2026-46034, and INTx is beside it as in vfio_pci_intrs.c.
    /// </remarks>
    public readonly record struct SetMsi(int Start, int Count, IrqAction Action, int Eventfd) : IMessage;

    /// <summary>Configures the line.</summary>
    /// <param name="Action">Eventfd switches on or exchanges the file, Disable switches off.</param>
    /// <param name="Count">How many: 1, and 0 to switch off.</param>
    /// <param name="Eventfd">The file; less than -1 for one that is no eventfd.</param>
    /// <remarks>
    /// EINVAL: another count, or vectors are on. EBADF: no eventfd; the line is off then.
    /// Source: vfio_pci_set_intx_trigger, drivers/vfio/pci/vfio_pci_intrs.c, Linux 6.9.
    /// </remarks>
    public readonly record struct SetIntx(IrqAction Action, int Count, int Eventfd) : IMessage;

    /// <summary>A user writes the command register: DisINTx masks the line, or lets it go on.</summary>
    /// <param name="DisablesIntx">1 to mask.</param>
    /// <remarks>
    /// Never refused. Source: vfio_basic_config_write, vfio_pci_intx_mask, vfio_pci_intx_unmask, Linux 6.9.
    /// </remarks>
    public readonly record struct WriteCommand(int DisablesIntx) : IMessage;

    /// <summary>The last user closes the device: whatever is on is switched off.</summary>
    /// <remarks>Never refused. Source: vfio_cdx_irqs_cleanup; vfio_pci_core_disable.</remarks>
    public readonly record struct Release : IMessage;

    /// <summary>A call goes on with what it saw before, when it does not hold the lock.</summary>
    /// <param name="Generation">Which configuration it saw.</param>
    public readonly record struct GoOn(int Generation) : IMessage;
}
