using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Finds the racing pair: two steps whose order decides. With the two swapped, and everything else as it was, nothing
/// breaks; that run is taken before a pair is shown.
/// </summary>
internal static class RaceFinder
{
    /// <summary>How many deliveries may be spent on finding the pair to show.</summary>
    private const long DeliveriesMax = 400_000;

    /// <summary>How many may be spent on telling whether two runs break for the same reason.</summary>
    private const long DeliveriesOfKinds = 100_000;

    /// <summary>
    /// Of the pairs whose order decides the one that says most: between two parties, at one actor, where one step reads
    /// what the other writes, with the least between them, at the actor that the claim is broken at, and nearest to the
    /// failure. Null when there is none.
    /// </summary>
    /// <param name="finding">How the property is broken.</param>
    internal static Flip? Find(Candidate candidate, Finding finding)
    {
        Swapper swapper = new(candidate, DeliveriesMax);
        var deeds = Deed.Of(candidate.Setup, candidate.Schedule);
        return swapper.Pairs()
            .Select(swapper.Swapped).OfType<Flip>()
            .OrderByDescending(flip => swapper.IsBetweenParties(flip.Pair))
            .ThenByDescending(flip => candidate.Schedule[flip.Pair.First].To == candidate.Schedule[flip.Pair.Second].To)
            .ThenByDescending(flip => AccessOf(candidate, flip, deeds, finding.Step))
            .ThenBy(flip => flip.Pair.Second - flip.Pair.First)
            .ThenByDescending(flip => candidate.Schedule[flip.Pair.First].To == finding.Actor)
            .FirstOrDefault();
    }

    /// <summary>The kinds of all pairs whose order decides; null when there was no time to find any.</summary>
    internal static IReadOnlySet<KindPair>? Kinds(Candidate candidate)
    {
        Swapper swapper = new(candidate, DeliveriesOfKinds);
        var kinds = swapper.Pairs().Select(swapper.Swapped).OfType<Flip>()
            .Select(flip => swapper.KindOf(flip.Pair)).ToHashSet();
        return kinds.Count == 0 && swapper.IsSpent ? null : kinds;
    }

    /// <summary>Whether the order of a pair of one of these kinds decides.</summary>
    internal static bool HasAny(Candidate candidate, IReadOnlySet<KindPair> kinds)
    {
        Swapper swapper = new(candidate, DeliveriesOfKinds);
        return swapper.Pairs().Any(pair => kinds.Contains(swapper.KindOf(pair)) && swapper.Swapped(pair) is not null);
    }

    /// <summary>How sure it is that one step reads what the other writes.</summary>
    /// <param name="broken">The step that breaks the claim.</param>
    private static Access AccessOf(Candidate candidate, Flip flip, IReadOnlyList<Deed> deeds, int broken)
    {
        var swapped = Deed.Of(candidate.Setup, flip.Order);
        var (first, second) = (flip.Pair.First, flip.Pair.Second);
        bool Differs(int step) =>
            !deeds[step].DoesTheSame(swapped[StepPair.PlaceOf(candidate.Schedule, step, flip.Order)]);
        var (reads, writes) = (Differs(second) && deeds[first].Changes, Differs(first) && deeds[second].Changes);
        return (reads, writes, second == broken && deeds[first].Changes) switch
        {
            (true, true, _) => Access.OfBoth,
            (true, _, _) or (_, true, _) => Access.OfOne,
            (_, _, true) => Access.OfClaim,
            _ => Access.Unseen,
        };
    }
}
