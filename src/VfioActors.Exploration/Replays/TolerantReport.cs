using VfioActors.Exploration.Properties;

namespace VfioActors.Exploration.Replays;

/// <summary>How far a trace of an older version of the model could be followed, and what became of its bug.</summary>
public sealed record TolerantReport
{
    /// <summary>How many steps the trace has.</summary>
    public required int TraceSteps { get; init; }

    /// <summary>How many of them were there, under their own names or others.</summary>
    public required int Matched { get; init; }

    /// <summary>How many of those have a message with other fields.</summary>
    public required int Changed { get; init; }

    /// <summary>How many were not there, and were passed over.</summary>
    public required int Skipped { get; init; }

    /// <summary>How many steps were taken that the trace does not have, before its end.</summary>
    public required int Added { get; init; }

    /// <summary>How many were taken behind the last one of the trace, until rest.</summary>
    public required int Beyond { get; init; }

    /// <summary>What moved, first what the header says, then step by step.</summary>
    public required IReadOnlyList<TraceMove> Moves { get; init; }

    /// <summary>The first step that is not as it was but for names; null when there is none.</summary>
    public TraceMove? FirstDivergence => Moves.FirstOrDefault(move =>
        move.Kind is TraceMoveKind.Skipped or TraceMoveKind.Added or TraceMoveKind.Fields);

    /// <summary>The fingerprint of the state at the end.</summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>What the run breaks.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What became of the bug.</summary>
    public required BugFate Bug { get; init; }

    /// <summary>Why it is not known what became of the bug, in a line; null when it is.</summary>
    public string? Doubt { get; init; }

    /// <summary>Broken when the run breaks anything, held when the bug is gone, else inconclusive.</summary>
    public Verdict Verdict => Bug switch
    {
        BugFate.StillThere or BugFate.Another => Verdict.Broken,
        BugFate.Gone => Verdict.Held,
        _ => Verdict.Inconclusive,
    };
}
