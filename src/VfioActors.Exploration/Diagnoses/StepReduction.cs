namespace VfioActors.Exploration.Diagnoses;

/// <summary>Leaves out steps that a failure does not need.</summary>
internal static class StepReduction
{
    /// <summary>The same failure, from which no one step can be left out with those that need it.</summary>
    internal static Suspect Reduce(Suspect suspect)
    {
        var at = suspect.Schedule.Count - 1;
        while (at >= 0 && !suspect.IsEnough)
        {
            var outcome = suspect.Runner.Run([.. suspect.Schedule.Where((_, place) => place != at)], completes: false);
            if (outcome.Taken.Count < suspect.Schedule.Count && suspect.Smaller(outcome) is { } smaller)
            {
                suspect = smaller.Kept();
                at = Math.Min(at, suspect.Schedule.Count);
            }

            at--;
        }

        return suspect;
    }
}
