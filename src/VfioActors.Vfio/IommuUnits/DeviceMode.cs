namespace VfioActors.Vfio.IommuUnits;

/// <summary>What has become of a device.</summary>
public enum DeviceMode
{
    /// <summary>It is there, and its feature for several address spaces is off.</summary>
    Plain = 0,

    /// <summary>The feature is on.</summary>
    Enabled = 1,

    /// <summary>It was removed: its record and its PASID table are gone, for ever.</summary>
    Gone = 2,

    /// <summary>It never was on this unit.</summary>
    Unknown = 3,
}
