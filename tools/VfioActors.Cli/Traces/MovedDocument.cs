using VfioActors.Exploration.Replays;

namespace VfioActors.Cli.Traces;

/// <summary>Something in which the model is no longer as it was, for programs.</summary>
/// <param name="Kind">Parameter, defect, operation, actor, message, fields, skipped or added.</param>
/// <param name="Step">The step of the trace; null for what its header says.</param>
/// <param name="Was">As the trace has it; null for what it does not have.</param>
/// <param name="Now">As it is now; null for what is gone.</param>
internal sealed record MovedDocument(string Kind, int? Step, string? Was, string? Now)
{
    /// <summary>The document of a move.</summary>
    public static MovedDocument Of(TraceMove move) => new(
        WordOf(move.Kind),
        move.Step,
        move.Was.Length > 0 ? move.Was : null,
        move.Now.Length > 0 ? move.Now : null);

    /// <summary>The sort of a move in a word.</summary>
    public static string WordOf(TraceMoveKind kind) => kind switch
    {
        TraceMoveKind.Parameter => "parameter",
        TraceMoveKind.Defect => "defect",
        TraceMoveKind.Operation => "operation",
        TraceMoveKind.Actor => "actor",
        TraceMoveKind.Message => "message",
        TraceMoveKind.Fields => "fields",
        TraceMoveKind.Skipped => "skipped",
        _ => "added",
    };
}
