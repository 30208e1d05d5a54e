using Akka.Actor;
using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>
/// Gives every controlled actor a place by its name, always the same: those that the first runs showed in the order of
/// their appearance, others by a hash of their name.
/// </summary>
internal sealed class ActorPlaces(int spare)
{
    /// <summary>Added to a place: what is done beside the actor there, on a thread of the pool.</summary>
    internal const int Beside = 1 << 20;

    private const string StageName = "stage";

    private readonly List<string> _names = [StageName];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal) { [StageName] = 0 };
    private int _known;

    /// <summary>All names; those of places that nobody has taken yet too.</summary>
    internal IReadOnlyList<string> Names => _names;

    internal int PlaceOf(ControlQueue queue) =>
        queue.Place >= 0 ? queue.Place : queue.Place = PlaceOf(queue.Owner);

    internal int PlaceOf(IActorRef actor)
    {
        var name = NameOf(actor);
        if (!_places.TryGetValue(name, out var place)) { place = _places[name] = Take(name); }
        return place;
    }

    /// <summary>From now on places are few.</summary>
    internal void Freeze()
    {
        _known = _names.Count;
        for (var at = 0; at < spare; at++) { _names.Add($"other-{at}"); }
    }

    /// <summary>The place of an actor by its path from the root; null when it never appeared.</summary>
    internal int? Find(IEnumerable<string> path) => _places.TryGetValue(NameOf([.. path]), out var place) ? place : null;

    private static string NameOf(IActorRef actor) =>
        NameOf(actor.Path.ToStringWithoutAddress().Split('/', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The parents of all are one.</summary>
    private static string NameOf(string[] path) =>
        path is ["user", _, ..] ? string.Concat(string.Join('.', path[1..]).Select(Allowed)) : StageName;

    private static char Allowed(char one) =>
        char.IsAsciiLetterOrDigit(one) || one is '.' or '-' or '_' ? one : '_';

    private int Take(string name)
    {
        if (name == StageName) { return 0; }
        if (_known == 0)
        {
            _names.Add(name);
            return _names.Count - 1;
        }

        var first = (int)(Fingerprint.Of(name) % (ulong)spare);
        for (var at = 0; at < spare; at++)
        {
            var place = _known + ((first + at) % spare);
            if (!_places.ContainsValue(place)) { return place; }
        }

        throw new InvalidOperationException(
            $"there are more actors than the first runs showed and {spare} more: {name}; "
            + $"{RuntimeSettings.ActorsKey} can be raised");
    }
}
