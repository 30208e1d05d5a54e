namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// For what reason a run breaks a property, as far as it stays the same while the run is made small: whether clients
/// that come one after the other break it too, and which kinds of steps race.
/// </summary>
/// <param name="BreaksSerially">
/// Whether some order breaks it in which each client does all that it does before the next begins; null when not known.
/// </param>
/// <param name="Races">The kinds of the pairs whose order decides; null when not known.</param>
internal sealed record FailureKind(bool? BreaksSerially, IReadOnlySet<KindPair>? Races)
{
    /// <summary>The reason of a failure.</summary>
    internal static FailureKind Of(Candidate candidate) =>
        new(SerialOrders.Of(candidate, byClient: true).Breaks, RaceFinder.Kinds(candidate));

    /// <summary>Whether something smaller breaks the property for this reason.</summary>
    /// <param name="smaller">What is smaller.</param>
    /// <param name="sameSetup">Whether only its steps differ, so that what its clients do is the same.</param>
    internal bool Fits(Candidate smaller, bool sameSetup)
    {
        if (BreaksSerially is not true && Races is { Count: > 0 } && !RaceFinder.HasAny(smaller, Races))
        {
            return false;
        }

        return sameSetup || BreaksSerially is null
            || SerialOrders.Of(smaller, byClient: true).Breaks is not { } breaks || breaks == BreaksSerially;
    }
}
