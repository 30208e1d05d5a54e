namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>What waits for ever or stays held when clients come one after the other.</summary>
/// <param name="Sometimes">The checks that some order of the clients breaks.</param>
/// <param name="Always">
/// The checks that every order breaks. Who is woken in one order and not in another is left alone in every order once
/// whoever wakes it is left out: that is another failure, of which nothing decides.
/// </param>
internal sealed record Unguarded(IReadOnlySet<string> Sometimes, IReadOnlySet<string> Always)
{
    /// <summary>What one order breaks.</summary>
    internal static Unguarded In(IEnumerable<string> broken)
    {
        SortedSet<string> names = new(broken, StringComparer.Ordinal);
        return new(names, names);
    }

    /// <summary>What this order and those before it break.</summary>
    internal Unguarded And(Unguarded? before) => before is null ? this : new(
        new SortedSet<string>(Sometimes.Union(before.Sometimes), StringComparer.Ordinal),
        new SortedSet<string>(Always.Intersect(before.Always), StringComparer.Ordinal));

    /// <summary>
    /// Whether some order breaks nothing that no order of the other breaks, and some order keeps the property that is
    /// to stay broken if one of the other does. Of other checks that is not asked: what the failure does not need may
    /// be what somebody else waits for.
    /// </summary>
    /// <param name="other">What was broken before something was left out.</param>
    /// <param name="property">The property that is to stay broken.</param>
    internal bool IsWithin(Unguarded other, string property) =>
        Sometimes.IsSubsetOf(other.Sometimes) && (!Always.Contains(property) || other.Always.Contains(property));

    /// <summary>Whether both are broken alike.</summary>
    internal bool IsLike(Unguarded other) =>
        Sometimes.SetEquals(other.Sometimes) && Always.SetEquals(other.Always);
}
