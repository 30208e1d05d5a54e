namespace VfioActors.Exploration.Diagnoses;

/// <summary>Leaves out steps that a failure does not need.</summary>
internal static class StepReduction
{
    /// <summary>The same failure, from which no one step can be left out with those that need it.</summary>
    internal static Candidate Reduce(Candidate candidate)
    {
        var at = candidate.Schedule.Count - 1;
        while (at >= 0)
        {
            var without = candidate.Schedule.Where((_, place) => place != at);
            var outcome = candidate.Runner.Run([.. without], completes: false);
            if (outcome.Taken.Count < candidate.Schedule.Count && candidate.Smaller(outcome) is { } smaller)
            {
                candidate = smaller;
                at = Math.Min(at, candidate.Schedule.Count);
            }

            at--;
        }

        return candidate;
    }
}
