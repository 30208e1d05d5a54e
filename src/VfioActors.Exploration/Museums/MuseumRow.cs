using VfioActors.Tracing;

namespace VfioActors.Exploration.Museums;

/// <summary>What came of one exhibit.</summary>
public sealed record MuseumRow
{
    /// <summary>The defect's id.</summary>
    public required string Id { get; init; }

    /// <summary>The scenario that shows it.</summary>
    public required string Scenario { get; init; }

    /// <summary>Whether the property was broken with the defect on.</summary>
    public required bool Found { get; init; }

    /// <summary>Runs until it was.</summary>
    public required long Runs { get; init; }

    /// <summary>How long that took, without making it small.</summary>
    public required double Seconds { get; init; }

    /// <summary>The steps of the smallest trace; 0 when not found.</summary>
    public required int MinimalSteps { get; init; }

    /// <summary>The property that is broken.</summary>
    public required string Property { get; init; }

    /// <summary>Whether everything was tried with the defect off.</summary>
    public required bool FixedComplete { get; init; }

    /// <summary>How many runs that took.</summary>
    public required long FixedRuns { get; init; }

    /// <summary>How long that took.</summary>
    public required double FixedSeconds { get; init; }

    /// <summary>The verdict with the defect off: held when it is clean.</summary>
    public required Verdict FixedVerdict { get; init; }

    /// <summary>The smallest trace; null when not found.</summary>
    public required Trace? Trace { get; init; }

    /// <summary>What failed after the defect was found, in one line; null when nothing did.</summary>
    public string? Problem { get; init; }
}
