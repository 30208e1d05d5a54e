namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>What comes of works that are done one after the other.</summary>
internal enum SerialOutcome
{
    /// <summary>Every run comes to rest, and none breaks the property.</summary>
    Holds,

    /// <summary>Every run breaks it.</summary>
    Breaks,

    /// <summary>Some run breaks it and some does not: steps of one work race with each other.</summary>
    Varies,

    /// <summary>A work has its turn before it can begin: there is no such order.</summary>
    Impossible,

    /// <summary>A work goes on after the next one has begun: it is not possible to do them so.</summary>
    Overlaps,

    /// <summary>Something else went wrong, or it would take too long to know.</summary>
    Unknown,
}
