using VfioActors.Behaviors.Values;

namespace VfioActors.Vfio.Kernels;

/// <summary>What the kernel asserts itself: where it does not hold, the kernel stops.</summary>
public static class KernelAssertions
{
    /// <summary>
    /// The drivers of emulated devices drop their pins before they were told of one mapping eleven times. Source:
    /// BUG_ON(++retries > 10) in vfio_dma_do_unmap, drivers/vfio/vfio_iommu_type1.c, Linux 5.10.
    /// </summary>
    public static Promise PinsDroppedInTime { get; } = new(
        "PinsDroppedInTime", "drivers drop their pins before they were told of a mapping 11 times");
}
