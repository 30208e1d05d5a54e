using VfioActors.Behaviors;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What the code hears that resets a device. Calls are answered by Call.Returned.</summary>
public static class ResetFunctionMessage
{
    /// <summary>Resets the device, as VFIO_DEVICE_RESET asks for.</summary>
    /// <remarks>
    /// What the group says of the preparation, when it refuses. Source: pcie_flr, cxl_reset_bus_function,
    /// drivers/pci/pci.c; reset_hinic_vf_dev, drivers/pci/quirks.c, Linux 7.0.
    /// </remarks>
    public readonly record struct Reset : IMessage;
}
