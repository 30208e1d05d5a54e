namespace VfioActors.Vfio.Faults.VeventQueues;

/// <summary>The place of an event: its queue, and its number there, which grows.</summary>
/// <param name="Type">The queue's type.</param>
/// <param name="Place">Elements come in this order.</param>
public readonly record struct VeventKey(uint Type, uint Place) : IComparable<VeventKey>
{
    /// <inheritdoc/>
    public int CompareTo(VeventKey other)
    {
        var type = Type.CompareTo(other.Type);
        return type != 0 ? type : Place.CompareTo(other.Place);
    }

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(VeventKey left, VeventKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes last.</summary>
    public static bool operator >(VeventKey left, VeventKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come last.</summary>
    public static bool operator <=(VeventKey left, VeventKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(VeventKey left, VeventKey right) => left.CompareTo(right) >= 0;
}
