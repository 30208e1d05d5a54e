namespace VfioActors.Cluster.Searches.Messages;

/// <summary>What a frame is of.</summary>
internal enum FrameKind : byte
{
    /// <summary>Nothing: it tells how many were sent before, so that whoever lacks one finds out.</summary>
    Count,

    /// <summary>A unit of work.</summary>
    Unit,

    /// <summary>What came of one.</summary>
    Result,

    /// <summary>States that somebody went on from.</summary>
    States,

    /// <summary>Such states, when all that can follow them was met too.</summary>
    FinishedStates,
}
