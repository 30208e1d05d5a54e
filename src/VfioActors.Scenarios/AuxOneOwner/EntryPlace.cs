using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>An id in a device's table.</summary>
public readonly record struct EntryPlace(DeviceId Device, int Pasid) : IComparable<EntryPlace>
{
    /// <inheritdoc/>
    public int CompareTo(EntryPlace other) =>
        Device != other.Device ? Device.CompareTo(other.Device) : Pasid.CompareTo(other.Pasid);

    /// <summary>Whether the left place is before the right one.</summary>
    public static bool operator <(EntryPlace left, EntryPlace right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left place is behind the right one.</summary>
    public static bool operator >(EntryPlace left, EntryPlace right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place is not behind the right one.</summary>
    public static bool operator <=(EntryPlace left, EntryPlace right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left place is not before the right one.</summary>
    public static bool operator >=(EntryPlace left, EntryPlace right) => left.CompareTo(right) >= 0;
}
