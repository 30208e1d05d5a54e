using System.Globalization;

namespace VfioActors.Vfio.Iommufd;

/// <summary>The number by which user space names an object of iommufd.</summary>
/// <param name="Value">From 1; 0 for none.</param>
public readonly record struct ObjectId(int Value) : IComparable<ObjectId>
{
    /// <summary>No object.</summary>
    public static ObjectId None => default;

    /// <summary>Whether this names one.</summary>
    public bool IsSome => Value > 0;

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(ObjectId other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(ObjectId left, ObjectId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes last.</summary>
    public static bool operator >(ObjectId left, ObjectId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come last.</summary>
    public static bool operator <=(ObjectId left, ObjectId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(ObjectId left, ObjectId right) => left.CompareTo(right) >= 0;
}
