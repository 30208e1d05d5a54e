using VfioActors.Behaviors;

namespace VfioActors.Vfio.BarExports;

/// <summary>
/// What a device hears whose memory (a BAR) is exported as a dma-buf. Calls are answered by Call.Returned.
/// </summary>
public static class BarExportMessage
{
    /// <summary>A user exports memory of the device.</summary>
    /// <remarks>
    /// ENODEV: the device is closed. Source: vfio_pci_core_feature_dma_buf, drivers/vfio/pci/vfio_pci_dmabuf.c, Linux
    /// 6.19.
    /// </remarks>
    public readonly record struct Export : IMessage;

    /// <summary>An importer, such as another device, reaches the memory through the dma-buf.</summary>
    /// <remarks>ENODEV: there is none, or it was revoked. Source: vfio_pci_dma_buf_map, Linux 6.19.</remarks>
    public readonly record struct Access : IMessage;

    /// <summary>The last user closes the device: the dma-buf is revoked, then the function is disabled.</summary>
    /// <remarks>
    /// EBADF: it is closed. Source: vfio_pci_core_close_device, drivers/vfio/pci/vfio_pci_core.c, Linux 7.0.10.
    /// </remarks>
    public readonly record struct Close : IMessage;

    /// <summary>The close goes on with its second half.</summary>
    public readonly record struct GoOn : IMessage;
}
