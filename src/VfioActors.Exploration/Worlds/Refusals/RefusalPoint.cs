using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Refusals;

/// <summary>
/// A point at which the model may refuse: the n-th time that an actor asks something while it serves one operation. An
/// actor's own steps say which time it is, so runs that differ only in the order of independent steps agree on it.
/// </summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Question">What it asks: the number of a <see cref="HostRefusal"/> of its behaviour.</param>
/// <param name="Operation">The operation that it serves; none for what no client asked for.</param>
/// <param name="Nth">Which time within that operation, from 1.</param>
public readonly record struct RefusalPoint(ActorId Actor, int Question, OperationId Operation, int Nth)
    : IComparable<RefusalPoint>
{
    /// <summary>By operation, then actor, then question, then which time.</summary>
    public int CompareTo(RefusalPoint other) =>
        (Operation.Value, Actor.Value, Question, Nth).CompareTo(
            (other.Operation.Value, other.Actor.Value, other.Question, other.Nth));

    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(RefusalPoint one, RefusalPoint other) => one.CompareTo(other) < 0;

    /// <summary>Whether one comes behind another.</summary>
    public static bool operator >(RefusalPoint one, RefusalPoint other) => one.CompareTo(other) > 0;

    /// <summary>Whether one comes before another or is the same.</summary>
    public static bool operator <=(RefusalPoint one, RefusalPoint other) => one.CompareTo(other) <= 0;

    /// <summary>Whether one comes behind another or is the same.</summary>
    public static bool operator >=(RefusalPoint one, RefusalPoint other) => one.CompareTo(other) >= 0;
}
