using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>Something that a client of a storm took and has to give back.</summary>
/// <param name="Workload">The place in the mix of the workload that knows what it is.</param>
/// <param name="At">The actor that it was taken from.</param>
/// <param name="Key">What the workload tells it by: a device's number, an address.</param>
public readonly record struct StormThing(int Workload, ActorId At, long Key) : IComparable<StormThing>
{
    /// <inheritdoc/>
    public int CompareTo(StormThing other)
    {
        if (Workload != other.Workload) { return Workload.CompareTo(other.Workload); }
        return At != other.At ? At.CompareTo(other.At) : Key.CompareTo(other.Key);
    }

    /// <summary>Whether the left one is before the right one.</summary>
    public static bool operator <(StormThing left, StormThing right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is behind the right one.</summary>
    public static bool operator >(StormThing left, StormThing right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is not behind the right one.</summary>
    public static bool operator <=(StormThing left, StormThing right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is not before the right one.</summary>
    public static bool operator >=(StormThing left, StormThing right) => left.CompareTo(right) >= 0;
}
