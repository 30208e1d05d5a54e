using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Records;

/// <summary>What tells page request groups apart.</summary>
/// <param name="Device">Whose request it is.</param>
/// <param name="Pasid">Under which tag.</param>
/// <param name="Group">The number that the device chose.</param>
public readonly record struct GroupKey(DeviceId Device, Pasid Pasid, PageGroup Group) : IComparable<GroupKey>
{
    /// <inheritdoc/>
    public int CompareTo(GroupKey other)
    {
        var device = Device.CompareTo(other.Device);
        if (device != 0) { return device; }
        var pasid = Pasid.CompareTo(other.Pasid);
        return pasid != 0 ? pasid : Group.Value.CompareTo(other.Group.Value);
    }

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(GroupKey left, GroupKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes last.</summary>
    public static bool operator >(GroupKey left, GroupKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come last.</summary>
    public static bool operator <=(GroupKey left, GroupKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(GroupKey left, GroupKey right) => left.CompareTo(right) >= 0;
}
