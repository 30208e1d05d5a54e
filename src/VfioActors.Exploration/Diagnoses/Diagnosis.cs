using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>A failure made small and explained.</summary>
public sealed record Diagnosis
{
    /// <summary>The property that is broken.</summary>
    public required string Property { get; init; }

    /// <summary>What it claims.</summary>
    public required string Claim { get; init; }

    /// <summary>What is wrong, in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>The defects without any of which it would not be broken like this.</summary>
    public required IReadOnlyList<string> Defects { get; init; }

    /// <summary>The steps of the run that showed it first.</summary>
    public required int Steps { get; init; }

    /// <summary>The steps of <see cref="Trace"/>.</summary>
    public int MinimalSteps => Trace.Steps.Count;

    /// <summary>
    /// How many runs showed it, in this way or in one of <see cref="OtherWays"/>; 0 when it shows only while others are
    /// switched off.
    /// </summary>
    public required long Occurrences { get; init; }

    /// <summary>
    /// The defects that were switched off to see it: with them on, the property is broken by them first.
    /// </summary>
    public IReadOnlyList<string> Behind { get; init; } = [];

    /// <summary>
    /// How else the property is broken with the same defects to blame, in the words of one run for each other trace
    /// that it came to: each may be another bug.
    /// </summary>
    public IReadOnlyList<string> OtherWays =>
        [.. Ways.Where(way => way.Key != TraceName.Of(Trace)).Select(way => way.Value).Order(StringComparer.Ordinal)];

    /// <summary>Why it is shown as it was found and not made small; null when it was.</summary>
    public string? AsFound { get; init; }

    /// <summary>Whether making it small was ended half-way: there may be a smaller one.</summary>
    public bool IsEndedEarly { get; init; }

    /// <summary>Whether looking for the reason was ended, half-way or before it began: none is said.</summary>
    public bool IsUnexplained { get; init; }

    /// <summary>The smallest trace, with the violation in its header.</summary>
    public required Trace Trace { get; init; }

    /// <summary>What was made small to the end and this one stands for, itself too: words by names of bugs.</summary>
    internal IReadOnlyDictionary<string, string> Ways { get; init; } = new SortedDictionary<string, string>();
}
