using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>
/// The claims about one actor, for hosts that are no <see cref="World"/>: looked at around each of its steps, on
/// whatever thread takes them.
/// </summary>
public sealed class CellChecks
{
    private readonly BoundCheck[] _before;
    private readonly BoundCheck[] _after;
    private readonly IWorldView _view;

    /// <param name="properties">The claims; those about other actors are passed over.</param>
    /// <param name="cell">The actor.</param>
    /// <param name="view">For names.</param>
    public CellChecks(IEnumerable<Property> properties, Cell cell, IWorldView view)
    {
        var own = properties.OfType<ActorProperty>().Where(property => property.IsAbout(cell)).ToList();
        _view = view;
        _before = [.. own.Where(property => property.LooksBefore).Select(property => property.Bind(cell))];
        _after = [.. own.Where(property => !property.LooksBefore).Select(property => property.Bind(cell))];
    }

    /// <summary>The claims that are about it.</summary>
    internal IEnumerable<Property> Properties => _before.Concat(_after).Select(check => check.Property);

    /// <summary>Looks before a step.</summary>
    /// <returns>The property that the step breaks, and how; null when it breaks none.</returns>
    public (string Property, string Reason)? Before(in Envelope envelope) => Look(_before, in envelope);

    /// <summary>Looks after a step.</summary>
    /// <returns>The property that the step broke, and how; null when it broke none.</returns>
    public (string Property, string Reason)? After(in Envelope envelope) => Look(_after, in envelope);

    private (string, string)? Look(BoundCheck[] checks, in Envelope envelope)
    {
        foreach (var check in checks)
        {
            if (check.Refute(in envelope, _view) is { } reason) { return (check.Property.Name, reason); }
        }

        return null;
    }
}
