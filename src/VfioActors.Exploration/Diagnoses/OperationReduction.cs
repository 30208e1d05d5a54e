namespace VfioActors.Exploration.Diagnoses;

/// <summary>Leaves out client operations that a failure does not need.</summary>
internal static class OperationReduction
{
    /// <summary>The same failure, from which no one operation can be left out.</summary>
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
        foreach (var operation in suspect.Setup.Operations.Reverse())
        {
            if (arguments.Dropped.Contains(operation.Id.Value)) { continue; }
            if (suspect.Under(arguments.Without([.. arguments.Dropped, operation.Id.Value])) is { } smaller)
            {
                return smaller;
            }
        }

        return null;
    }
}
