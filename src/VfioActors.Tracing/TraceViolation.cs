namespace VfioActors.Tracing;

/// <summary>What a run broke, where, and why.</summary>
public sealed record TraceViolation
{
    /// <summary>The id of the property.</summary>
    public required string Property { get; init; }

    /// <summary>What the property claims, in a sentence.</summary>
    public required string Claim { get; init; }

    /// <summary>What is wrong in this state, in one line.</summary>
    public required string Refutation { get; init; }

    /// <summary>
    /// The number of the step after which the property is broken; -1 when it is broken before anything happens.
    /// </summary>
    public required int Step { get; init; }

    /// <summary>The ids of the defects to blame. Kept in ordinal order, whatever order is given.</summary>
    public IReadOnlyList<string> Defects
    {
        get;
        init => field = [.. value.Order(StringComparer.Ordinal)];
    } = [];

    /// <summary>The racing pair; null when no race is to blame, or none was looked for.</summary>
    public TraceRace? Race { get; init; }

    /// <summary>The number of the step after which nothing avoids the violation; null when it is not known.</summary>
    public int? Doomed { get; init; }

    /// <summary>Why it broke, in one line of words. May be empty.</summary>
    public string Why { get; init; } = "";
}
