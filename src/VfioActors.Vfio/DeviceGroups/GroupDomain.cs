using System.Globalization;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>Which IOMMU domain is attached.</summary>
/// <param name="Value">0 for none, 1 for the default one, 2 for the blocking one; from 3 those that users make.</param>
public readonly record struct GroupDomain(int Value) : IComparable<GroupDomain>
{
    /// <summary>None: the default one could not be made.</summary>
    public static GroupDomain None => default;

    /// <summary>The one of the kernel's own drivers.</summary>
    public static GroupDomain Default => new(1);

    /// <summary>The one through which nothing gets.</summary>
    public static GroupDomain Blocking => new(2);

    /// <summary>Whether a user made it.</summary>
    public bool IsOfUser => Value > 2;

    /// <inheritdoc/>
    public int CompareTo(GroupDomain other) => Value.CompareTo(other.Value);

    /// <summary>A name for notes.</summary>
    public override string ToString() => Value switch
    {
        0 => "none",
        1 => "default",
        2 => "blocking",
        _ => string.Create(CultureInfo.InvariantCulture, $"D{Value}"),
    };

    /// <summary>Whether the left number is the lower one.</summary>
    public static bool operator <(GroupDomain left, GroupDomain right) => left.Value < right.Value;

    /// <summary>Whether the left number is the higher one.</summary>
    public static bool operator >(GroupDomain left, GroupDomain right) => left.Value > right.Value;

    /// <summary>Whether the left number is at most the right one.</summary>
    public static bool operator <=(GroupDomain left, GroupDomain right) => left.Value <= right.Value;

    /// <summary>Whether the left number is at least the right one.</summary>
    public static bool operator >=(GroupDomain left, GroupDomain right) => left.Value >= right.Value;
}
