namespace VfioActors.Exploration.Diagnoses;

/// <summary>What comes of works that are done one after the other.</summary>
internal enum SerialOutcome
{
    /// <summary>Some run breaks the property.</summary>
    Breaks,

    /// <summary>Every run comes to rest, and none breaks it.</summary>
    Holds,

    /// <summary>A work goes on after the next one has begun: it is not possible to do them so.</summary>
    Overlaps,

    /// <summary>Something else went wrong, or it would take too long to know.</summary>
    Unknown,
}
