namespace VfioActors.Exploration.Diagnoses;

/// <summary>What two steps whose order decides have to do with each other, the most telling last.</summary>
internal enum Access
{
    /// <summary>Neither does something else when the other came first.</summary>
    Unseen,

    /// <summary>Each does something else when the other came first: both want the same lock, say.</summary>
    OfBoth,

    /// <summary>The later one breaks the claim, which reads what the earlier one wrote.</summary>
    OfClaim,

    /// <summary>
    /// One does something else when the other came first, and not the other way round: it reads, and the other writes.
    /// </summary>
    OfOne,
}
