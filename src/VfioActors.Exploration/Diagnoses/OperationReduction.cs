using VfioActors.Exploration.Diagnoses.Candidates;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Leaves out client operations that a failure does not need.</summary>
internal static class OperationReduction
{
    /// <summary>The same failure, from which no one operation, or group of operations, can be left out.</summary>
    internal static Candidate Reduce(Candidate candidate)
    {
        for (var smaller = candidate; smaller is not null;)
        {
            candidate = smaller.Kept();
            smaller = candidate.IsEnough ? null : Without(candidate);
        }

        return candidate;
    }

    private static Candidate? Without(Candidate candidate)
    {
        var arguments = candidate.Setup.Arguments;
        foreach (var group in candidate.Setup.Operations.GroupBy(operation => operation.Group).Reverse())
        {
            if (group.Any(operation => operation.Stays)) { continue; }
            int[] left = [.. group.Select(operation => operation.Id.Value).Except(arguments.Dropped)];
            if (left.Length == 0 || candidate.IsEnough) { continue; }
            if (candidate.Under(arguments.Without([.. arguments.Dropped, .. left])) is { } smaller) { return smaller; }
        }

        return null;
    }
}
