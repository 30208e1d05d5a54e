using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Symmetries;

/// <summary>The renamings of a symmetry, each made when it is first needed.</summary>
internal sealed class RenamingTable
{
    /// <summary>From here on are marks: nothing has such a number.</summary>
    private const int FirstMark = 1 << 30;

    /// <summary>All orders of eight; of more things there are more than are worth keeping.</summary>
    private const int KeptMax = 40_320;

    private readonly Symmetry _symmetry;
    private readonly IReadOnlyDictionary<Type, int> _spans;
    private readonly Dictionary<ulong, Renaming> _ofOrders = [];

    internal RenamingTable(Symmetry symmetry)
    {
        _symmetry = symmetry;
        _spans = symmetry.Spans;
        Marks = [.. symmetry.Sets.Select((set, at) => set.Select((_, member) => Mark(at, member)).ToArray())];
    }

    /// <summary>
    /// For each member a renaming that forgets which is which: its own ids become one mark, those of the others of its
    /// set another. What it makes of a world is the same when the others change places.
    /// </summary>
    internal Renaming[][] Marks { get; }

    /// <summary>The renaming that brings members into an order.</summary>
    /// <param name="orders">For each set its members, the first to come to the place of the first, and so on.</param>
    internal Renaming Of(int[][] orders)
    {
        var id = 1UL;
        foreach (var order in orders)
        {
            foreach (var member in order) { id = Fingerprint.Mix(id, (ulong)member); }
        }

        if (_ofOrders.TryGetValue(id, out var known)) { return known; }
        if (_ofOrders.Count == KeptMax) { _ofOrders.Clear(); }
        var numbers = Identity();
        for (var set = 0; set < orders.Length; set++)
        {
            for (var place = 0; place < orders[set].Length; place++)
            {
                var (from, to) = (_symmetry.Sets[set][orders[set][place]], _symmetry.Sets[set][place]);
                for (var at = 0; at < from.Count; at++) { numbers[from[at].Type][from[at].Number] = to[at].Number; }
            }
        }

        return _ofOrders[id] = new(id, numbers);
    }

    private Renaming Mark(int set, int member)
    {
        var numbers = Identity();
        for (var other = 0; other < _symmetry.Sets.Count; other++)
        {
            for (var one = 0; one < _symmetry.Sets[other].Count; one++)
            {
                var ids = _symmetry.Sets[other][one];
                var isSelf = other == set && one == member;
                for (var at = 0; at < ids.Count; at++)
                {
                    numbers[ids[at].Type][ids[at].Number] = MarkOf(other, at, isSelf);
                }
            }
        }

        return new(Fingerprint.Mix((ulong)set + 2, (ulong)member + 2), numbers);
    }

    private static int MarkOf(int set, int at, bool isSelf) =>
        FirstMark + (((set << 12) + at) * 2) + (isSelf ? 1 : 0);

    private Dictionary<Type, int[]> Identity() =>
        _spans.ToDictionary(span => span.Key, span => Enumerable.Range(0, span.Value).ToArray());
}
