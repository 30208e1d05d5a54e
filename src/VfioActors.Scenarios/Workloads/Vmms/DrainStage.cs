namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>What a user that drains a ring waits for.</summary>
public enum DrainStage
{
    /// <summary>It drains none.</summary>
    None,

    /// <summary>The header.</summary>
    Header,

    /// <summary>A record.</summary>
    Record,

    /// <summary>The answer to its answer to a page request.</summary>
    Response,

    /// <summary>The answer to its saying where it reads next.</summary>
    Index,
}
