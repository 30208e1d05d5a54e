using System.Text.Json.Serialization;
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
}
