using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Operations;

namespace VfioActors.Exploration.Symmetries;

/// <summary>
/// Which things of a scenario could change places without anything else being different: sets of members with equal
/// shapes, whose ids are exchanged together.
/// </summary>
/// <remarks>
/// Ip and Dill, "Better Verification Through Symmetry", 1996, call these scalarsets. Departs: nothing in a language
/// guarantees that only equality is asked of an id, so a search that relies on a symmetry tries it first: random runs,
/// each beside the same one with members in each other's places.
/// </remarks>
public sealed class Symmetry
{
    private readonly List<IReadOnlyList<IReadOnlyList<(Type Type, int Number)>>> _sets = [];

    private readonly IReadOnlyList<Func<string?>> _objections;

    private Symmetry(
        IEnumerable<IReadOnlyList<IReadOnlyList<(Type Type, int Number)>>> sets,
        IReadOnlyList<Func<string?>> objections)
    {
        _sets.AddRange(sets);
        _objections = objections;
    }

    /// <summary>For each set how many members it has.</summary>
    public IReadOnlyList<int> Sizes => [.. _sets.Select(set => set.Count)];

    /// <summary>In how many ways members can change places.</summary>
    public double Permutations =>
        _sets.Aggregate(1.0, (all, set) => all * Enumerable.Range(1, set.Count).Aggregate(1.0, (one, n) => one * n));

    /// <summary>What has happened that tells members apart, in words; null for nothing.</summary>
    internal string? Objection
    {
        get
        {
            foreach (var objection in _objections)
            {
                if (objection() is { } said) { return said; }
            }

            return null;
        }
    }

    /// <summary>The sets; of each member the ids, in the order of the others of its set.</summary>
    internal IReadOnlyList<IReadOnlyList<IReadOnlyList<(Type Type, int Number)>>> Sets => _sets;

    /// <summary>For each type of id one more than the highest number that is renamed.</summary>
    internal IReadOnlyDictionary<Type, int> Spans => _sets.SelectMany(set => set).SelectMany(member => member)
        .GroupBy(id => id.Type).ToDictionary(ids => ids.Key, ids => ids.Max(id => id.Number) + 1);

    /// <summary>The actors that an actor could change places with, itself first.</summary>
    internal IReadOnlyList<ActorId> PeersOf(ActorId actor)
    {
        var id = (typeof(ActorId), actor.Value);
        var peers = from set in _sets
                    from member in set
                    let place = member.ToList().IndexOf(id)
                    where place >= 0
                    from other in set
                    where other != member
                    select new ActorId(other[place].Number);
        return [actor, .. peers];
    }

    /// <summary>Puts a symmetry together.</summary>
    /// <param name="sets">The sets as they were declared; those of one member do not count.</param>
    /// <param name="operations">The operations of all clients: each goes with its client.</param>
    /// <param name="objections">Each says what has happened that tells members apart; null for nothing.</param>
    /// <returns>Null when nothing can change places.</returns>
    /// <exception cref="ArgumentException">Members of a set differ, or something is in two places.</exception>
    internal static Symmetry? Of(
        IEnumerable<IReadOnlyList<SymmetryMember>> sets,
        Topology topology,
        IReadOnlyList<ClientOperation> operations,
        IReadOnlyList<Func<string?>> objections)
    {
        var whole = sets.Where(set => set.Count > 1)
            .Select(set => set.Select(member => WithOperations(member, topology, operations)).ToList()).ToList();
        foreach (var set in whole) { CheckShapes(set, topology); }
        if (whole.SelectMany(set => set).SelectMany(member => member).GroupBy(id => id)
            .FirstOrDefault(ids => ids.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{twice.Key.Type.Name} {twice.Key.Number} is declared to be of two members");
        }

        return whole.Count == 0 ? null : new(whole, objections);
    }

    private static IReadOnlyList<(Type Type, int Number)> WithOperations(
        SymmetryMember member, Topology topology, IReadOnlyList<ClientOperation> operations) =>
        [
            .. member.Ids,
            .. operations.Where(operation => operation.Client == topology.NameOf(member.Actor))
                .Select(operation => (typeof(OperationId), operation.Id.Value)),
        ];

    private static void CheckShapes(List<IReadOnlyList<(Type Type, int Number)>> set, Topology topology)
    {
        var first = set[0];
        foreach (var other in set)
        {
            if (other.Select(id => id.Type).SequenceEqual(first.Select(id => id.Type))) { continue; }
            throw new ArgumentException($"{NameOf(first)} and {NameOf(other)} are declared to be interchangeable, and "
                + $"have {first.Count} and {other.Count} ids and operations");
        }

        string NameOf(IReadOnlyList<(Type Type, int Number)> member) => topology.NameOf(new(member[0].Number));
    }
}
