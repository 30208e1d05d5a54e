namespace VfioActors.Vfio.Iommufd;

/// <summary>Under which number of its guest a virtual IOMMU knows a device.</summary>
/// <param name="Viommu">The virtual IOMMU.</param>
/// <param name="Number">The number that the guest uses.</param>
public readonly record struct VirtualKey(ObjectId Viommu, int Number) : IComparable<VirtualKey>
{
    /// <inheritdoc/>
    public int CompareTo(VirtualKey other) =>
        Viommu != other.Viommu ? Viommu.CompareTo(other.Viommu) : Number.CompareTo(other.Number);

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(VirtualKey left, VirtualKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes last.</summary>
    public static bool operator >(VirtualKey left, VirtualKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come last.</summary>
    public static bool operator <=(VirtualKey left, VirtualKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(VirtualKey left, VirtualKey right) => left.CompareTo(right) >= 0;
}
