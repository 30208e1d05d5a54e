using VfioActors.Behaviors;

namespace VfioActors.Vfio.Protocols;

/// <summary>The place of an entry in the list that a driver is sending.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Entry">The place, from 0.</param>
public readonly record struct ListKey(ActorId Driver, int Entry) : IComparable<ListKey>
{
    /// <inheritdoc/>
    public int CompareTo(ListKey other) =>
        Driver != other.Driver ? Driver.CompareTo(other.Driver) : Entry.CompareTo(other.Entry);

    /// <summary>Whether the left place is before the right one.</summary>
    public static bool operator <(ListKey left, ListKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left place is behind the right one.</summary>
    public static bool operator >(ListKey left, ListKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place is not behind the right one.</summary>
    public static bool operator <=(ListKey left, ListKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left place is not before the right one.</summary>
    public static bool operator >=(ListKey left, ListKey right) => left.CompareTo(right) >= 0;
}
