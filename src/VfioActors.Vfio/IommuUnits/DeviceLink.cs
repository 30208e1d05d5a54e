using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>That somebody's address space is on a device: a node in the device's list.</summary>
/// <param name="Device">Whose list.</param>
/// <param name="Owner">The domain, or the process' binding.</param>
public readonly record struct DeviceLink(DeviceId Device, ActorId Owner) : IComparable<DeviceLink>
{
    /// <inheritdoc/>
    public int CompareTo(DeviceLink other) =>
        Device.Value != other.Device.Value ? Device.CompareTo(other.Device) : Owner.CompareTo(other.Owner);

    /// <summary>Whether the left node is before the right one.</summary>
    public static bool operator <(DeviceLink left, DeviceLink right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left node is behind the right one.</summary>
    public static bool operator >(DeviceLink left, DeviceLink right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left node is not behind the right one.</summary>
    public static bool operator <=(DeviceLink left, DeviceLink right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left node is not before the right one.</summary>
    public static bool operator >=(DeviceLink left, DeviceLink right) => left.CompareTo(right) >= 0;
}
