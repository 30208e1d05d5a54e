namespace VfioActors.Exploration.Diagnoses;

/// <summary>Leaves out client operations that a failure does not need.</summary>
internal static class OperationReduction
{
    /// <summary>The same failure, from which no one operation, or group of operations, can be left out.</summary>
    internal static Suspect Reduce(Suspect suspect)
    {
        for (var smaller = suspect; smaller is not null;)
        {
            suspect = smaller;
            smaller = Without(suspect);
        }

        return suspect;
    }

    private static Suspect? Without(Suspect suspect)
    {
        var arguments = suspect.Setup.Arguments;
        foreach (var group in suspect.Setup.Operations.GroupBy(operation => operation.Group).Reverse())
        {
            if (group.Any(operation => operation.Stays)) { continue; }
            int[] left = [.. group.Select(operation => operation.Id.Value).Except(arguments.Dropped)];
            if (left.Length == 0) { continue; }
            if (suspect.Under(arguments.Without([.. arguments.Dropped, .. left])) is { } smaller) { return smaller; }
        }

        return null;
    }
}
