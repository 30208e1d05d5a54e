namespace VfioActors.Behaviors.Values;

/// <summary>
/// One operation of one client, from its request to its reply: what a ladder draws as a column. Every message carries
/// the operation that it serves.
/// </summary>
/// <param name="Value">The number of the operation in its scenario, from 1; 0 when no client asked for it.</param>
public readonly record struct OperationId(int Value) : IComparable<OperationId>
{
    /// <summary>No client's operation: work that an actor does on its own account.</summary>
    public static OperationId None => default;

    /// <inheritdoc/>
    public int CompareTo(OperationId other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether the left number is the lower one.</summary>
    public static bool operator <(OperationId left, OperationId right) => left.Value < right.Value;

    /// <summary>Whether the left number is the higher one.</summary>
    public static bool operator >(OperationId left, OperationId right) => left.Value > right.Value;

    /// <summary>Whether the left number is at most the right one.</summary>
    public static bool operator <=(OperationId left, OperationId right) => left.Value <= right.Value;

    /// <summary>Whether the left number is at least the right one.</summary>
    public static bool operator >=(OperationId left, OperationId right) => left.Value >= right.Value;
}
