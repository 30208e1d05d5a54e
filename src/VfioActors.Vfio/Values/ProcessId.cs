using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>A process of a family whose members came from each other by fork.</summary>
/// <param name="Value">The number in the family: 0 is the first process.</param>
public readonly record struct ProcessId(int Value) : IComparable<ProcessId>
{
    /// <inheritdoc/>
    public int CompareTo(ProcessId other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(ProcessId left, ProcessId right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(ProcessId left, ProcessId right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(ProcessId left, ProcessId right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(ProcessId left, ProcessId right) => left.Value >= right.Value;
}
