using VfioActors.Behaviors;

namespace VfioActors.Exploration.Properties;

/// <summary>
/// What was found in a run: what is the first of its kind, for each property, and each actor where it is about one. The
/// first of all would depend on the order of steps that do not depend on each other.
/// </summary>
/// <param name="properties">All properties.</param>
internal sealed class FindingList(IReadOnlyList<Property> properties)
{
    /// <summary>
    /// Tells what was found from the states of actors, whose fingerprints may be small numbers too: all are added up.
    /// </summary>
    private const ulong PastSalt = 0x70617374_00000000;

    private readonly List<Finding> _found = [];

    /// <summary>All of it, in the order of finding.</summary>
    internal IReadOnlyList<Finding> All => _found;

    /// <summary>
    /// The fingerprint of which properties were found broken: a run finds each only once, so two runs in the same state
    /// have the same before them only when they agree in this. 0 when nothing was found.
    /// </summary>
    internal ulong Fingerprint { get; private set; }

    /// <summary>Whether a property was found broken.</summary>
    internal bool Has(Property property, ActorId actor)
    {
        foreach (var finding in _found)
        {
            if (ReferenceEquals(finding.Property, property) && finding.Actor == actor) { return true; }
        }

        return false;
    }

    /// <summary>Adds what is the first of its kind.</summary>
    internal void Add(Finding found)
    {
        if (Has(found.Property, found.Actor)) { return; }
        unchecked { Fingerprint += FingerprintOf(found); }
        _found.Add(found);
    }

    /// <summary>A run goes on from a depth: what was found behind it is forgotten.</summary>
    internal void BackTo(int depth)
    {
        for (var at = _found.Count - 1; at >= 0; at--)
        {
            if (_found[at].KnownAfter < depth && depth > 0) { continue; }
            unchecked { Fingerprint -= FingerprintOf(_found[at]); }
            _found.RemoveAt(at);
        }
    }

    /// <summary>The place of a property among all; their number for one that is not among them.</summary>
    internal int PlaceOf(Property property)
    {
        var place = 0;
        while (place < properties.Count && !ReferenceEquals(properties[place], property)) { place++; }
        return place;
    }

    private ulong FingerprintOf(Finding finding) => Behaviors.Values.Fingerprint.Mix(
        PastSalt ^ (ulong)PlaceOf(finding.Property), (ulong)finding.Actor.Value);
}
