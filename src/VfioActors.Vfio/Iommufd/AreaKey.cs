namespace VfioActors.Vfio.Iommufd;

/// <summary>A page of an address space that is mapped.</summary>
/// <param name="Ioas">The address space.</param>
/// <param name="Page">The page: its address divided by its size.</param>
public readonly record struct AreaKey(ObjectId Ioas, int Page) : IComparable<AreaKey>
{
    /// <inheritdoc/>
    public int CompareTo(AreaKey other) =>
        Ioas != other.Ioas ? Ioas.CompareTo(other.Ioas) : Page.CompareTo(other.Page);

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(AreaKey left, AreaKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes last.</summary>
    public static bool operator >(AreaKey left, AreaKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come last.</summary>
    public static bool operator <=(AreaKey left, AreaKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(AreaKey left, AreaKey right) => left.CompareTo(right) >= 0;
}
