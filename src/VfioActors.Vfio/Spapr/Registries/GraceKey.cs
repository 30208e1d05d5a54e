using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>A read section that the pages of a closing region wait for.</summary>
/// <param name="Section">The section.</param>
/// <param name="Region">The region.</param>
public readonly record struct GraceKey(ReadSectionKey Section, RegionId Region) : IComparable<GraceKey>
{
    /// <inheritdoc/>
    public int CompareTo(GraceKey other) =>
        Section != other.Section ? Section.CompareTo(other.Section) : Region.CompareTo(other.Region);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(GraceKey left, GraceKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(GraceKey left, GraceKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(GraceKey left, GraceKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(GraceKey left, GraceKey right) => left.CompareTo(right) >= 0;
}
