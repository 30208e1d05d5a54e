using Akka.Actor;
using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>
/// Gives every controlled actor a place by its name, always the same: those that the first runs showed in the order of
/// their appearance, others by a hash of their name.
/// </summary>
internal sealed class ActorPlaces(int spare)
{
    private const string StageName = "stage";

    private readonly List<string> _names = [StageName];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
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

    private static string NameOf(IActorRef actor)
    {
        var path = actor.Path.ToStringWithoutAddress();
        var below = path.Split('/', StringSplitOptions.RemoveEmptyEntries)[2..];
        return below.Length == 0 ? StageName : string.Concat(string.Join('.', below).Select(Allowed));
    }

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
