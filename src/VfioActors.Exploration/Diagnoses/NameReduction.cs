using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Gives the parts of a failure to the first of those who could change places, as the scenario declares: with four
/// devices the two that race are then always the same two.
/// </summary>
/// <remarks>
/// A declaration is a claim of the scenario's author. So the renamed order is run, and believed only when each of its
/// steps is there, the last breaks the property, and what races and what clients do is as it was.
/// </remarks>
internal static class NameReduction
{
    /// <summary>All orders of six; of more who take part the first so many are tried.</summary>
    private const int RenamingsMax = 720;

    /// <summary>The same failure of which the operations that are left have the smallest numbers.</summary>
    internal static Candidate Reduce(Candidate candidate)
    {
        var arguments = candidate.Setup.Arguments;
        if (arguments.Dropped.Count == 0 || candidate.IsEnough) { return candidate; }
        if (candidate.Setup.With(arguments.Without([])).Symmetry is not { } symmetry) { return candidate; }
        int[] kept = [.. candidate.Setup.Operations.Select(operation => operation.Id.Value).Except(arguments.Dropped)];
        return Renamings(symmetry, kept)
            .Select(renaming => (Renaming: renaming, Kept: kept.Select(id => Renamed(renaming, id)).Order().ToArray()))
            .Where(one => Compare(one.Kept, kept) < 0)
            .Order(Comparer<(Dictionary<(Type, int), int> Renaming, int[] Kept)>.Create(
                (left, right) => Compare(left.Kept, right.Kept)))
            .Select(one => Renamed(candidate, one.Renaming))
            .FirstOrDefault(renamed => renamed is not null)?.Kept() ?? candidate;
    }

    /// <summary>
    /// Those who take part, of each set, in every order in the places of the first; the others behind them.
    /// </summary>
    private static IEnumerable<Dictionary<(Type Type, int Number), int>> Renamings(Symmetry symmetry, int[] kept)
    {
        IEnumerable<IEnumerable<(IReadOnlyList<(Type Type, int Number)> From, IReadOnlyList<(Type, int Number)> To)>>
            renamings = [[]];
        foreach (var set in symmetry.Sets)
        {
            var ofSet = Orders(
                [.. set.Where(member => TakesPart(member, kept))], [.. set.Where(member => !TakesPart(member, kept))])
                .Select(order => order.Zip(set));
            renamings = renamings.SelectMany(before => ofSet.Select(before.Concat));
        }

        return renamings.Take(RenamingsMax).Select(pairs => pairs
            .SelectMany(pair => pair.From.Zip(pair.To)).ToDictionary(ids => ids.First, ids => ids.Second.Number));
    }

    private static IEnumerable<IEnumerable<T>> Orders<T>(IReadOnlyList<T> first, IReadOnlyList<T> rest) =>
        first.Count == 0
            ? [rest]
            : first.SelectMany((one, at) =>
                Orders([.. first.Take(at), .. first.Skip(at + 1)], rest).Select(others => others.Prepend(one)));

    private static bool TakesPart(IReadOnlyList<(Type Type, int Number)> member, int[] kept) =>
        member.Any(id => id.Type == typeof(OperationId) && kept.Contains(id.Number));

    private static Candidate? Renamed(Candidate candidate, Dictionary<(Type, int), int> renaming)
    {
        candidate.LeaveWhenEnough();
        var other = candidate.Without(candidate.Setup.Arguments.Dropped.Select(id => Renamed(renaming, id)));
        StepKey[] order = [.. candidate.Schedule.Select(step => Renamed(renaming, step))];
        var outcome = other.Runner.Run(order, completes: true);
        if (!outcome.IsBroken || !outcome.Taken.SequenceEqual(order)) { return null; }
        other = other.Taking(order);
        if (candidate.Kind is not { } kind) { return other; }
        other = other with { Kind = FailureKind.Of(other) };
        var races = kind.Races?.Select(race => race with
        {
            FirstTo = Renamed(renaming, race.FirstTo),
            SecondTo = Renamed(renaming, race.SecondTo),
        });
        return other.Kind.IsLike(kind with { Races = races?.ToHashSet() }) ? other : null;
    }

    private static StepKey Renamed(Dictionary<(Type, int), int> renaming, StepKey step) => step with
    {
        To = Renamed(renaming, step.To),
        From = Renamed(renaming, step.From),
        Operation = new(Renamed(renaming, step.Operation.Value)),
    };

    private static ActorId Renamed(Dictionary<(Type, int), int> renaming, ActorId actor) =>
        new(renaming.GetValueOrDefault((typeof(ActorId), actor.Value), actor.Value));

    private static int Renamed(Dictionary<(Type, int), int> renaming, int operation) =>
        renaming.GetValueOrDefault((typeof(OperationId), operation), operation);

    private static int Compare(int[] left, int[] right) => left.AsSpan().SequenceCompareTo(right);
}
