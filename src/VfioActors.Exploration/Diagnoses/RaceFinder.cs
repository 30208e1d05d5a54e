using VfioActors.Exploration.Worlds;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Finds the racing pair: two steps of the same actor, such that in the opposite order, with everything else as it was,
/// nothing breaks.
/// </summary>
internal static class RaceFinder
{
    /// <summary>
    /// The pair that lies nearest to the failure; null when no order of two steps makes the difference.
    /// </summary>
    internal static TraceRace? Find(Suspect suspect)
    {
        var schedule = suspect.Schedule;
        for (var second = schedule.Count - 1; second > 0; second--)
        {
            for (var first = second - 1; first >= 0; first--)
            {
                var rivals = schedule[first].To == schedule[second].To
                    && schedule[first].Operation != schedule[second].Operation;
                if (rivals && Decides(suspect, first, second)) { return new(first, second); }
            }
        }

        return null;
    }

    /// <summary>
    /// Moves the second step, with what it needs from between, before the first, and looks whether all is well then.
    /// </summary>
    private static bool Decides(Suspect suspect, int first, int second)
    {
        if (!suspect.Runner.TryBegin(suspect.Schedule, suspect.Schedule.Count)) { return false; }
        var needs = Needed(suspect.Runner.World, first, second);
        if (needs is null) { return false; }
        var schedule = suspect.Schedule;
        IEnumerable<int> between = Enumerable.Range(first + 1, second - first);
        List<StepKey> opposite =
        [
            .. schedule.Take(first),
            .. between.Where(needs.Contains).Select(step => schedule[step]),
            schedule[first],
            .. between.Where(step => !needs.Contains(step)).Select(step => schedule[step]),
            .. schedule.Skip(second + 1),
        ];
        var outcome = suspect.Runner.Run(opposite, completes: true);
        return !outcome.IsBroken && IndexOf(outcome.Taken, schedule[second]) is >= 0 and var later
            && later < IndexOf(outcome.Taken, schedule[first]);
    }

    /// <summary>
    /// The steps after the first that led to the second; null when the first is one of those that led there.
    /// </summary>
    private static SortedSet<int>? Needed(World world, int first, int second)
    {
        SortedSet<int> needs = [second];
        for (var step = second; step > first; step--)
        {
            if (!needs.Contains(step)) { continue; }
            var cause = world.Step(step).Cause;
            if (cause == first) { return null; }
            if (cause > first) { needs.Add(cause); }
        }

        return needs;
    }

    private static int IndexOf(IReadOnlyList<StepKey> steps, StepKey step)
    {
        for (var at = 0; at < steps.Count; at++)
        {
            if (steps[at] == step) { return at; }
        }

        return -1;
    }
}
