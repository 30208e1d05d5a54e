using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Properties;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Leaves out client operations that a failure does not need.</summary>
/// <remarks>
/// A claim that does not hold where nothing is done at all, such as that all is done in the end, is about what the
/// operations come to together: with fewer of them it may be broken in every order. So of such a failure one is left
/// out only where two steps of the kinds that raced before still race. What is never left out is done there, too, and
/// counts where what it has come to is looked at in the end.
/// </remarks>
internal static class OperationReduction
{
    /// <summary>The same failure, from which no one operation, or group of operations, can be left out.</summary>
    internal static Candidate Reduce(Candidate candidate)
    {
        var needsRace = IsBrokenByNothing(candidate);
        for (var smaller = WithoutIdle(candidate, needsRace) ?? candidate; smaller is not null;)
        {
            candidate = smaller.Kept();
            smaller = candidate.IsEnough ? null : Without(candidate, needsRace);
        }

        return candidate;
    }

    /// <summary>
    /// The same failure without all those that do nothing in it: mostly none of them is needed, and each would have to
    /// be looked at for itself.
    /// </summary>
    private static Candidate? WithoutIdle(Candidate candidate, bool needsRace)
    {
        var busy = candidate.Schedule.Select(step => step.Operation.Value).ToHashSet();
        int[] idle = [.. Groups(candidate).Where(group => !group.Any(busy.Contains)).SelectMany(group => group)];
        return idle.Length == 0 || candidate.IsEnough ? null : Without(candidate, idle, needsRace);
    }

    private static Candidate? Without(Candidate candidate, bool needsRace)
    {
        foreach (var group in Groups(candidate))
        {
            if (candidate.IsEnough) { return null; }
            if (Without(candidate, group, needsRace) is { } smaller) { return smaller; }
        }

        return null;
    }

    private static Candidate? Without(Candidate candidate, int[] group, bool needsRace)
    {
        var arguments = candidate.Setup.Arguments;
        var smaller = candidate.Under(arguments.Without([.. arguments.Dropped, .. group]));
        return smaller is not null && (!needsRace || StillRaces(candidate, smaller)) ? smaller : null;
    }

    /// <summary>What can be left out, the last first: those that belong together are one.</summary>
    private static IEnumerable<int[]> Groups(Candidate candidate) =>
        from operations in candidate.Setup.Operations.GroupBy(operation => operation.Group).Reverse()
        where !operations.Any(operation => operation.Stays)
        let left = operations.Select(operation => operation.Id.Value).Except(candidate.Setup.Arguments.Dropped)
        where left.Any()
        select left.ToArray();

    private static bool StillRaces(Candidate candidate, Candidate smaller) =>
        candidate.Kind?.Races is { Count: > 0 } races && RaceFinder.HasAny(smaller, races);

    /// <summary>Whether the property is broken at once, or at rest, when no operation is done.</summary>
    private static bool IsBrokenByNothing(Candidate candidate)
    {
        var can = candidate.Setup.Operations.Where(operation => !operation.Stays);
        var nothing = candidate.Without(can.Select(operation => operation.Id.Value)).Runner.Run([], completes: true);
        return nothing.IsBroken && (nothing.Taken.Count == 0 || nothing.Finding?.Property is AtRest);
    }
}
