using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>The place of a page request group among those that nobody has answered.</summary>
/// <param name="Device">Whose request it is.</param>
/// <param name="Group">The number that the device chose.</param>
/// <param name="Turn">In which turn it came of those with one number: from 0 when none of them waits.</param>
public readonly record struct PendingPlace(DeviceId Device, PageGroup Group, int Turn) : IComparable<PendingPlace>
{
    /// <inheritdoc/>
    public int CompareTo(PendingPlace other)
    {
        var device = Device.CompareTo(other.Device);
        if (device != 0) { return device; }
        var group = Group.Value.CompareTo(other.Group.Value);
        return group != 0 ? group : Turn.CompareTo(other.Turn);
    }

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(PendingPlace left, PendingPlace right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes last.</summary>
    public static bool operator >(PendingPlace left, PendingPlace right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come last.</summary>
    public static bool operator <=(PendingPlace left, PendingPlace right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(PendingPlace left, PendingPlace right) => left.CompareTo(right) >= 0;
}
