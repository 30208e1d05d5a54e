namespace VfioActors.Behaviors;

/// <summary>
/// An actor's number in its <see cref="Topology"/>, from 1. <see cref="Nobody"/>, which is the default value, is the
/// host itself: it sends the answers to choices and never receives.
/// </summary>
/// <param name="Value">The number: 0 for nobody, else 1 to the number of actors.</param>
public readonly record struct ActorId(int Value) : IComparable<ActorId>
{
    /// <summary>No actor: the host.</summary>
    public static ActorId Nobody => default;

    /// <summary>Whether this names an actor.</summary>
    public bool IsSomebody => Value > 0;

    /// <inheritdoc/>
    public int CompareTo(ActorId other) => Value.CompareTo(other.Value);

    /// <summary>The number after a hash sign; <see cref="Topology.NameOf"/> gives the name that people read.</summary>
    public override string ToString() => Value == 0 ? "nobody" : $"#{Value}";

    /// <summary>Whether the left number is the lower one.</summary>
    public static bool operator <(ActorId left, ActorId right) => left.Value < right.Value;

    /// <summary>Whether the left number is the higher one.</summary>
    public static bool operator >(ActorId left, ActorId right) => left.Value > right.Value;

    /// <summary>Whether the left number is at most the right one.</summary>
    public static bool operator <=(ActorId left, ActorId right) => left.Value <= right.Value;

    /// <summary>Whether the left number is at least the right one.</summary>
    public static bool operator >=(ActorId left, ActorId right) => left.Value >= right.Value;
}
