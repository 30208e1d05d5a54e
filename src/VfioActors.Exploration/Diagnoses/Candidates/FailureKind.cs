namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// For what reason a run breaks a property, as far as it stays the same while the run is made small: whether clients
/// that come one after the other break it too, which kinds of steps race, and what waits or stays held without a race.
/// </summary>
/// <param name="BreaksSerially">
/// Whether some order breaks it in which each client does all that it does before the next begins; null when not known.
/// </param>
/// <param name="Races">The kinds of the pairs whose order decides; null when not known.</param>
/// <param name="Unguarded">See <see cref="Guards.BrokenSerially"/>; null when not known.</param>
internal sealed record FailureKind(
    bool? BreaksSerially, IReadOnlySet<KindPair>? Races, Unguarded? Unguarded)
{
    /// <summary>The reason of a failure.</summary>
    internal static FailureKind Of(Candidate candidate) =>
        new(
            SerialOrders.Of(candidate, byClient: true).Breaks,
            RaceFinder.Kinds(candidate),
            Guards.BrokenSerially(candidate));

    /// <summary>Whether something smaller breaks the property for this reason.</summary>
    /// <param name="smaller">What is smaller.</param>
    /// <param name="sameSetup">Whether only its steps differ, so that what its clients do is the same.</param>
    internal bool Fits(Candidate smaller, bool sameSetup)
    {
        if (BreaksSerially is not true && Races is { Count: > 0 } && !RaceFinder.HasAny(smaller, Races))
        {
            return false;
        }

        return sameSetup || FitsClients(smaller);
    }

    /// <summary>
    /// The same without asking what races: whether clients that come one after the other come to the same.
    /// </summary>
    internal bool FitsClients(Candidate smaller) => BreaksAlike(smaller) && IsGuardedAlike(smaller);

    /// <summary>Whether everything that is known of both is the same.</summary>
    internal bool IsLike(FailureKind other) =>
        BreaksSerially == other.BreaksSerially
        && (Races is null || other.Races is null || Races.SetEquals(other.Races))
        && (Unguarded is null || other.Unguarded is null || Unguarded.IsLike(other.Unguarded));

    private bool BreaksAlike(Candidate smaller) =>
        BreaksSerially is null
        || SerialOrders.Of(smaller, byClient: true).Breaks is not { } breaks || breaks == BreaksSerially;

    /// <summary>Whether nothing waits for ever or stays held that did not before: no guard was left out.</summary>
    private bool IsGuardedAlike(Candidate smaller) =>
        Unguarded is null
        || Guards.BrokenSerially(smaller) is not { } unguarded || unguarded.IsWithin(Unguarded, smaller.Property);
}
