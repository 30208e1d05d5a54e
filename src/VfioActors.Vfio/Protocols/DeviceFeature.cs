namespace VfioActors.Vfio.Protocols;

/// <summary>A feature that a device driver may switch on, as in enum iommu_dev_features of Linux 5.2.</summary>
public enum DeviceFeature
{
    /// <summary>Several address spaces at once: IOMMU_DEV_FEAT_AUX.</summary>
    Aux = 0,

    /// <summary>Shared virtual addressing: IOMMU_DEV_FEAT_SVA. Its switch is not modelled.</summary>
    Sva = 1,
}
