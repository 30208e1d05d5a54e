using VfioActors.Exploration.Properties;

namespace VfioActors.Exploration.Diagnoses.Candidates;

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
    /// Of the pairs whose order decides the one that says most: between two parties, at one actor, whose swap leaves
    /// nothing broken, of which one step reads what the other writes, the first in the middle of what the second
    /// belongs to, and whose swap changes least of what is done otherwise. Null when there is none.
    /// </summary>
    /// <param name="finding">How the property is broken.</param>
    internal static Flip? Find(Candidate candidate, Finding finding)
    {
        Swapper swapper = new(candidate, DeliveriesMax);
        var deeds = Deed.Of(candidate.Setup, candidate.Schedule);
        var flips = from pair in swapper.Pairs()
                    let flip = swapper.Swapped(pair)
                    where flip is not null
                    let swapped = Deed.Of(candidate.Setup, flip.Order)
                    let differences = Deed.Differences(deeds, swapped)
                    orderby swapper.IsBetweenParties(pair) descending,
                        candidate.Schedule[pair.First].To == candidate.Schedule[pair.Second].To descending,
                        flip.IsClean(candidate) descending,
                        differences == 0 || Touch(candidate, flip, (deeds, swapped), finding.Step) descending,
                        swapper.IsInTheMiddle(pair) descending,
                        differences,
                        pair.Second - pair.First,
                        candidate.Schedule[pair.First].To == finding.Actor descending
                    select flip;
        return flips.FirstOrDefault();
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

    /// <summary>
    /// Whether one step reads what the other writes: it does something else when the other came first, or breaks the
    /// claim. Which of them gets a lock first does not count, when both do the same with it.
    /// </summary>
    /// <param name="broken">The step that breaks the claim.</param>
    private static bool Touch(
        Candidate candidate, Flip flip, (IReadOnlyList<Deed> As, IReadOnlyList<Deed> Swapped) deeds, int broken)
    {
        var (first, second) = (flip.Pair.First, flip.Pair.Second);
        bool Differs(int step) =>
            !deeds.As[step].DoesTheSame(deeds.Swapped[StepPair.PlaceOf(candidate.Schedule, step, flip.Order)]);
        return (deeds.As[first].Changes && (Differs(second) || second == broken))
            || (deeds.As[second].Changes && Differs(first));
    }
}
