using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Of the orders of what is left of a failure takes the least, so that the same operations come to the same order,
/// whoever found them first and how.
/// </summary>
/// <remarks>
/// With so few operations a search sees every order. What it finds depends on nothing but the operations; each of its
/// failures is made as small as the one at hand, and they are compared then: those of a search go on with steps that
/// they do not need. The least has the fewest steps, then the fewest slices, then the smallest names.
/// </remarks>
internal static class OrderReduction
{
    /// <summary>How many ways of breaking the property are looked at.</summary>
    private const int FormsMax = 16;

    /// <summary>The same failure in its least order.</summary>
    internal static Candidate Reduce(Candidate candidate)
    {
        candidate = Polished(candidate).Racing();
        if (candidate.IsEnough) { return candidate; }
        List<Candidate> forms = [];
        foreach (var failure in candidate.Failures().Take(FormsMax))
        {
            if (candidate.IsEnough) { return candidate; }
            forms.Add(Form(candidate, failure));
        }

        return forms.Where(form => form.Schedule.Count <= candidate.Schedule.Count)
            .Order(Comparer<Candidate>.Create((left, right) => Compare(left.Schedule, right.Schedule)))
            .FirstOrDefault(form => candidate.Kind?.Fits(form, sameSetup: true) != false)?.Kept() ?? candidate;
    }

    /// <summary>What the search found, made small by itself: nobody is to see it before it is known to fit.</summary>
    private static Candidate Form(Candidate candidate, Failure failure)
    {
        var found = candidate.Taking(failure.Schedule) with { Smallest = candidate.Smallest?.Apart() };
        var form = Polished(found.Racing());
        return form with { Smallest = candidate.Smallest, Kind = candidate.Kind };
    }

    private static Candidate Polished(Candidate candidate) => SliceReduction.Reduce(StepReduction.Reduce(candidate));

    private static int Compare(IReadOnlyList<StepKey> left, IReadOnlyList<StepKey> right)
    {
        var order = (left.Count, SliceReduction.Count(left)).CompareTo((right.Count, SliceReduction.Count(right)));
        for (var at = 0; order == 0 && at < left.Count; at++) { order = Compare(left[at], right[at]); }
        return order;
    }

    private static int Compare(StepKey left, StepKey right)
    {
        var order = (left.Operation.Value, left.To.Value, left.From.Value, left.Channel, left.Option).CompareTo(
            (right.Operation.Value, right.To.Value, right.From.Value, right.Channel, right.Option));
        return order != 0 ? order : string.CompareOrdinal(left.Kind.Name, right.Kind.Name);
    }
}
