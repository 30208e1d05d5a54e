using VfioActors.Behaviors;

namespace VfioActors.Exploration.Symmetries;

/// <summary>
/// One of several things that could change places: an actor, with whatever else is its own, such as its device.
/// </summary>
/// <example><c>SymmetryMember.Of(client).With(new DeviceId(0))</c>.</example>
public sealed class SymmetryMember
{
    /// <summary>The highest number of an id: a table of all up to the highest is kept for each type.</summary>
    public const int NumberMax = (1 << 20) - 1;

    private readonly List<(Type Type, int Number)> _ids = [];

    private SymmetryMember(ActorId actor)
    {
        Actor = actor;
        _ids.Add((typeof(ActorId), actor.Value));
    }

    /// <summary>The actor; its operations are its own too.</summary>
    public ActorId Actor { get; }

    internal IReadOnlyList<(Type Type, int Number)> Ids => _ids;

    /// <summary>A member that is an actor.</summary>
    public static SymmetryMember Of(ActorId actor) => new(actor);

    /// <summary>Adds an id of its own; the members of a set have as many of each type, in the same order.</summary>
    /// <typeparam name="TId">A type that is one 32-bit number and nothing else.</typeparam>
    /// <exception cref="ArgumentException">
    /// The type is something else, or the number is below 0 or above <see cref="NumberMax"/>.
    /// </exception>
    public SymmetryMember With<TId>(TId id)
        where TId : unmanaged
    {
        var number = IdNumber.Of(id);
        ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(id));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, NumberMax, nameof(id));
        _ids.Add((typeof(TId), number));
        return this;
    }
}
