using System.Text.Json.Serialization;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Tracing;
using VfioActors.Tracing.Files;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Cli.Explorations.Failures;

/// <summary>One bug, or one way in which a property is broken; without trace when no run can show it.</summary>
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
    private readonly IReadOnlyList<FailureDocument>? _parts;

    /// <summary>The failures that are one bug in this one, which is shown as the first; itself when alone.</summary>
    [JsonIgnore]
    public IReadOnlyList<FailureDocument> Parts
    {
        get => _parts ?? [this];
        init => _parts = value;
    }

    /// <summary>One of them for each other property that the same steps break.</summary>
    [JsonIgnore]
    public IEnumerable<FailureDocument> Others =>
        Parts.DistinctBy(part => part.Property).Where(part => part.Property != Property);

    /// <summary>The trace itself, for people.</summary>
    [JsonIgnore]
    public Trace? Shown { get; init; }

    /// <summary>Why it is shown as it was found; null when it was made small.</summary>
    public string? AsFound { get; init; }

    /// <summary>Whether making it small was ended half-way.</summary>
    public bool IsEndedEarly { get; init; }

    /// <summary>Whether looking for why it breaks was ended, half-way or before it began.</summary>
    public bool IsUnexplained { get; init; }

    /// <summary>The name of the bug; null when it was not made small: another run may show it otherwise.</summary>
    public string? Name { get; init; }

    /// <summary>A trace of the same bug that was known before; null when none is.</summary>
    public string? SeenIn { get; init; }

    /// <summary>The operations that are left out of it: the failure does not need them.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>How else the property is broken: other traces, each of which may be another bug.</summary>
    public IReadOnlyList<string> OtherWays { get; init; } = [];

    /// <summary>What was refused in the runs that it was found in; null for nothing in particular.</summary>
    public string? Refused { get; init; }

    /// <summary>The same, found where something was refused.</summary>
    /// <param name="what">What was.</param>
    public FailureDocument Refusing(string what)
    {
        var refused = this with { Refused = what };
        return _parts is null
            ? refused
            : refused with { Parts = [.. _parts.Select(part => part with { Refused = what })] };
    }

    /// <summary>The document of a failure of which no trace is written.</summary>
    public static FailureDocument Bare(Failure failure) => new(
        failure.Property.Name,
        failure.Property.Claim,
        failure.Reason,
        [],
        failure.Schedule.Count,
        0,
        failure.Occurrences,
        [],
        null,
        null);

    /// <summary>Writes the trace of a diagnosis. When that fails there is a failure all the same.</summary>
    /// <param name="diagnosis">What was found.</param>
    /// <param name="store">Where the trace goes.</param>
    /// <param name="problems">Told when it could not be written.</param>
    public static FailureDocument Put(Diagnosis diagnosis, TraceStore store, ICollection<string> problems)
    {
        try
        {
            var path = store.Put(diagnosis);
            return Of(diagnosis, path, store.Replay(path));
        }
        catch (Exception failure) when (failure is UsageException or IOException or TraceFormatException)
        {
            problems.Add($"a trace is not written: {failure.Message}");
            return Of(diagnosis, null, null);
        }
    }

    /// <summary>The document of a diagnosis.</summary>
    /// <param name="path">Where its trace was written to; null when it could not be.</param>
    /// <param name="replay">The command that replays it.</param>
    public static FailureDocument Of(Diagnosis diagnosis, string? path, string? replay) => new(
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
        AsFound = diagnosis.AsFound,
        IsEndedEarly = diagnosis.IsEndedEarly,
        IsUnexplained = diagnosis.IsUnexplained,
        Name = diagnosis.AsFound is null && !diagnosis.IsEndedEarly ? TraceName.Of(diagnosis.Trace) : null,
        LeftOut = [.. TraceSummary.LeftOut(diagnosis.Trace.Header)],
        OtherWays = diagnosis.OtherWays,
    };
}
