using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>The place of an entry: which device's PASID table, at which id.</summary>
public readonly record struct EntryKey(DeviceId Device, Pasid Pasid) : IComparable<EntryKey>
{
    /// <inheritdoc/>
    public int CompareTo(EntryKey other) =>
        Device.Value != other.Device.Value ? Device.CompareTo(other.Device) : Pasid.CompareTo(other.Pasid);

    /// <summary>Whether the left place is before the right one.</summary>
    public static bool operator <(EntryKey left, EntryKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left place is behind the right one.</summary>
    public static bool operator >(EntryKey left, EntryKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place is not behind the right one.</summary>
    public static bool operator <=(EntryKey left, EntryKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left place is not before the right one.</summary>
    public static bool operator >=(EntryKey left, EntryKey right) => left.CompareTo(right) >= 0;
}
