using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>A device and one of its tags.</summary>
/// <param name="Device">The device.</param>
/// <param name="Pasid">The tag.</param>
public readonly record struct DevicePasid(DeviceId Device, Pasid Pasid) : IComparable<DevicePasid>
{
    /// <inheritdoc/>
    public int CompareTo(DevicePasid other) =>
        Device != other.Device ? Device.CompareTo(other.Device) : Pasid.CompareTo(other.Pasid);

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(DevicePasid left, DevicePasid right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes last.</summary>
    public static bool operator >(DevicePasid left, DevicePasid right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come last.</summary>
    public static bool operator <=(DevicePasid left, DevicePasid right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(DevicePasid left, DevicePasid right) => left.CompareTo(right) >= 0;
}
