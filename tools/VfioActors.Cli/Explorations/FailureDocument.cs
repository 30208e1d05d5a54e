using System.Text.Json.Serialization;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Tracing;

namespace VfioActors.Cli.Explorations;

/// <summary>One way in which a property is broken; without trace when no run can show it.</summary>
internal sealed record FailureDocument(
    string Property,
    string Claim,
    string Reason,
    IReadOnlyList<string> DefectIds,
    int Steps,
    int MinimalSteps,
    long Occurrences,
    IReadOnlyList<string> Behind,
    string? Trace,
    string? Replay)
{
    /// <summary>The trace itself, for people.</summary>
    [JsonIgnore]
    public Trace? Shown { get; init; }

    /// <summary>The document of a diagnosis whose trace was written.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="replay">The command that replays it.</param>
    public static FailureDocument Of(Diagnosis diagnosis, string path, string replay) => new(
        diagnosis.Property,
        diagnosis.Claim,
        diagnosis.Reason,
        diagnosis.Defects,
        diagnosis.Steps,
        diagnosis.MinimalSteps,
        diagnosis.Occurrences,
        diagnosis.Behind,
        path,
        replay)
    {
        Shown = diagnosis.Trace,
    };
}
