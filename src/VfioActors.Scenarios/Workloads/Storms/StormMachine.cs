using System.Globalization;
using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// One machine of a storm: units, domains, containers, memories that one kernel has. Nothing in it knows of another
/// machine; clients have all of them.
/// </summary>
/// <param name="Name">Such as <c>machine0</c>; its actors are named behind it when there are several.</param>
/// <param name="First">Its first actor.</param>
/// <param name="Last">Its last actor.</param>
public sealed record StormMachine(string Name, ActorId First, ActorId Last)
{
    /// <summary>Whether an actor is of this machine.</summary>
    public bool Has(ActorId actor) => actor >= First && actor <= Last;

    /// <summary>Its actors.</summary>
    public IEnumerable<ActorId> Actors =>
        Enumerable.Range(First.Value, Last.Value - First.Value + 1).Select(number => new ActorId(number));

    /// <summary>The name of a machine by its number, from 0.</summary>
    public static string NameOf(int number) => $"machine{number.ToString(CultureInfo.InvariantCulture)}";
}
