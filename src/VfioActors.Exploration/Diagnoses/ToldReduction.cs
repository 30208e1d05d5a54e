using VfioActors.Exploration.Diagnoses.Candidates;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Leaves out messages with which runs begin that a failure does not need.</summary>
/// <remarks>
/// They are part of what a claim is about: with less told, a claim may be broken in every order. So one is left out
/// only where two steps of the kinds that raced before still race, and with these swapped nothing is broken.
/// </remarks>
internal static class ToldReduction
{
    /// <summary>The same failure, from which no one such message can be left out.</summary>
    internal static Candidate Reduce(Candidate candidate)
    {
        if (candidate.Kind?.Races is not { Count: > 0 } races) { return candidate; }
        foreach (var told in candidate.Setup.Told.Reverse())
        {
            if (candidate.IsEnough) { return candidate; }
            if (Without(candidate, told.Id, races) is { } smaller) { candidate = smaller.Kept(); }
        }

        return candidate;
    }

    private static Candidate? Without(Candidate candidate, int told, IReadOnlySet<KindPair> races)
    {
        var arguments = candidate.Setup.Arguments;
        if (arguments.Dropped.Contains(told)) { return null; }
        var other = candidate.Without([.. arguments.Dropped, told]);
        var outcome = other.Runner.Run(candidate.Schedule, completes: true);
        if (!outcome.IsBroken) { return null; }
        var smaller = other.Taking(outcome.Taken);
        return RaceFinder.HasAny(smaller, races) ? smaller : null;
    }
}
