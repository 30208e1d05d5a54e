using Akka.Actor;
using VfioActors.Behaviors.Values;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// Gives every controlled actor a place, the same in every run: by its path where that is the same in every run, else
/// by who made it and as which, such as the second that it made. A name may be drawn by lot, or counted on from run to
/// run. Actors that the first runs did not show get a place by a hash.
/// </summary>
/// <param name="spare">How many places there are for those.</param>
/// <param name="report">Told what is wrong, as what is thrown is thrown into the code of an actor.</param>
internal sealed class ActorPlaces(int spare, Action<string> report)
{
    /// <summary>Added to a place: what is done beside the actor there, on a thread of the pool.</summary>
    internal const int Beside = 1 << 20;

    private const string Root = "";

    private readonly UniqueNames _names = new("stage");
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal) { [Root] = 0 };

    /// <summary>In the run in hand: the keys of those whose path is no key.</summary>
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    /// <summary>In the run in hand: how many of those each actor made.</summary>
    private readonly Dictionary<string, int> _made = new(StringComparer.Ordinal);

    private ActorCensus? _census = new();
    private int _known;

    /// <summary>All names; those of places that nobody has taken yet too.</summary>
    internal IReadOnlyList<string> Names => _names.All;

    /// <summary>A run begins.</summary>
    internal void Begin()
    {
        _keys.Clear();
        _made.Clear();
        _census?.Begin();
    }

    /// <summary>An actor is made.</summary>
    /// <param name="maker">Who makes it; null for nobody that is controlled.</param>
    internal void Made(ControlQueue? maker, ControlQueue queue)
    {
        var (made, by) = (PathOf(queue.Owner), maker is null ? Root : PathOf(maker.Owner));
        if (_census is { } census)
        {
            census.Made(by, made);
            return;
        }

        if (!_places.ContainsKey(made)) { _keys[made] = NextOf(KeyOf(by)); }
    }

    internal int PlaceOf(ControlQueue queue)
    {
        if (queue.Place >= 0) { return queue.Place; }
        var place = PlaceOf(queue.Owner);
        if (_census is null) { queue.Place = place; }
        return place;
    }

    internal int PlaceOf(IActorRef actor)
    {
        var path = PathOf(actor);
        _census?.Saw(path);
        var key = KeyOf(path);
        if (!_places.TryGetValue(key, out var place)) { place = Take(key); }
        return place;
    }

    /// <summary>Whether places stay what they are.</summary>
    internal bool AreFrozen => _census is null;

    /// <summary>From now on places are few.</summary>
    internal void Freeze()
    {
        var census = _census!;
        _census = null;
        _places.Clear();
        _names.Clear();
        Take(Root);
        foreach (var run in census.Runs)
        {
            Begin();
            foreach (var (maker, made) in run)
            {
                var key = census.IsSteady(made) ? made : _keys[made] = NextOf(KeyOf(maker));
                if (!_places.ContainsKey(key)) { Take(key); }
            }
        }

        Begin();
        _known = _names.All.Count;
        for (var at = 0; at < spare; at++) { _names.Add($"other-{at}"); }
    }

    /// <summary>For what is done beside each actor a name that no actor has.</summary>
    internal static IReadOnlyList<string> SidesOf(IReadOnlyList<string> names)
    {
        UniqueNames all = new();
        foreach (var name in names) { all.Add(name); }
        foreach (var name in names) { all.Add($"{name}-"); }
        return [.. all.All.Skip(names.Count)];
    }

    /// <summary>The places of those among whose children one is looked for who is sought at a path.</summary>
    /// <param name="path">
    /// From the root. A selection goes from an actor up and down again, and its path says so: <c>user/a/../b/c</c>.
    /// </param>
    internal IEnumerable<int> Parents(IReadOnlyList<string> path)
    {
        List<string> way = [];
        foreach (var name in path)
        {
            if (name != "..")
            {
                if (way.Count > 0 && Find(way) is { } parent) { yield return parent; }
                way.Add(name);
            }
            else if (way.Count > 0)
            {
                way.RemoveAt(way.Count - 1);
            }
        }
    }

    /// <summary>The place of an actor by its path from the root; null when it never appeared.</summary>
    private int? Find(List<string> path)
    {
        var key = KeyOf(string.Join('/', path.Skip(1)));
        return _places.TryGetValue(key, out var place) ? place : key == Root ? 0 : null;
    }

    /// <summary>The parents of all are one.</summary>
    private static string PathOf(IActorRef actor)
    {
        const string Below = ControlPaths.Guardian + "/";
        var path = actor.Path.ToStringWithoutAddress();
        return path.StartsWith(Below, StringComparison.Ordinal) ? path[Below.Length..] : Root;
    }

    private string KeyOf(string path) => _keys.GetValueOrDefault(path, path);

    /// <summary>No path has this character.</summary>
    private string NextOf(string maker) => $"{maker}#{_made[maker] = _made.GetValueOrDefault(maker) + 1}";

    private int Take(string key)
    {
        if (_known == 0)
        {
            _names.Add(key == Root ? "stage" : key);
            return _places[key] = _names.All.Count - 1;
        }

        var first = (int)(Fingerprint.Of(key) % (ulong)spare);
        for (var at = 0; at < spare; at++)
        {
            var place = _known + ((first + at) % spare);
            if (!_places.ContainsValue(place)) { return _places[key] = place; }
        }

        var reason = $"there are more actors than the first runs showed and {spare} more: {key}; "
            + $"{RuntimeSettings.ActorsKey} can be raised";
        report(reason);
        throw new InvalidOperationException(reason);
    }
}
