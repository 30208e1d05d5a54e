using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds.Renamings;

namespace VfioActors.Exploration.Symmetries;

/// <summary>The renamings of a symmetry, each made when it is first needed.</summary>
internal sealed class RenamingTable : IRenamings
{
    /// <summary>From here on are marks: nothing has such a number.</summary>
    private const int FirstMark = 1 << 30;

    /// <summary>All orders of eight; of more things there are more than are worth keeping.</summary>
    private const int KeptMax = 40_320;

    private readonly Symmetry _symmetry;
    private readonly IReadOnlyDictionary<Type, int> _spans;
    private readonly Dictionary<ulong, Renaming> _ofPlaces = [];
    private readonly IReadOnlyList<(Type Type, int Number)>[] _members;
    private readonly Dictionary<int, (int Member, int At)> _actors = [];
    private readonly Renaming[] _marking;

    internal RenamingTable(Symmetry symmetry)
    {
        _symmetry = symmetry;
        _spans = symmetry.Spans;
        _members = [.. symmetry.Sets.SelectMany(set => set)];
        for (var member = 0; member < _members.Length; member++)
        {
            for (var at = 0; at < _members[member].Count; at++)
            {
                var (type, number) = _members[member][at];
                if (type == typeof(ActorId)) { _actors[number] = (member, at); }
            }
        }

        Forgetful = Mark(-1);
        _marking = [.. _members.Select((_, member) => Mark(member))];
    }

    /// <inheritdoc/>
    public int Members => _members.Length;

    /// <inheritdoc/>
    public Renaming Forgetful { get; }

    /// <inheritdoc/>
    public Renaming Marking(int member) => _marking[member];

    /// <inheritdoc/>
    public int MemberOf(int actor) => _actors.TryGetValue(actor, out var place) ? place.Member : -1;

    /// <inheritdoc/>
    public ActorId[] PeersOf(ActorId actor) => [.. _symmetry.PeersOf(actor)];

    /// <inheritdoc/>
    public int ActorAt(int actor, int place) => _members[place][_actors[actor].At].Number;

    /// <inheritdoc/>
    public Renaming Of(ReadOnlySpan<int> places)
    {
        var id = 1UL;
        foreach (var place in places) { id = Fingerprint.Mix(id, (ulong)place); }
        if (_ofPlaces.TryGetValue(id, out var known)) { return known; }
        if (_ofPlaces.Count == KeptMax) { _ofPlaces.Clear(); }
        var numbers = Identity();
        for (var member = 0; member < places.Length; member++)
        {
            var (from, to) = (_members[member], _members[places[member]]);
            for (var at = 0; at < from.Count; at++) { numbers[from[at].Type][from[at].Number] = to[at].Number; }
        }

        return _ofPlaces[id] = new(id, numbers);
    }

    private Renaming Mark(int marked)
    {
        var numbers = Identity();
        var (first, member) = (FirstMark, 0);
        foreach (var set in _symmetry.Sets)
        {
            foreach (var ids in set)
            {
                var mark = member++ == marked ? first + 1 : first;
                for (var at = 0; at < ids.Count; at++) { numbers[ids[at].Type][ids[at].Number] = mark + (at * 2); }
            }

            first += set[0].Count * 2;
        }

        return new(Fingerprint.Mix(2, (ulong)(marked + 2)), numbers);
    }

    private Dictionary<Type, int[]> Identity() =>
        _spans.ToDictionary(span => span.Key, span => Enumerable.Range(0, span.Value).ToArray());
}
