namespace VfioActors.Tracing;

/// <summary>What was run: everything that is needed to run it again, and what it broke.</summary>
public sealed record TraceHeader
{
    /// <summary>The delivery models that a trace may name.</summary>
    public static IReadOnlyList<string> Deliveries { get; } = ["causal", "pair", "mailbox", "bag"];

    /// <summary>The version of the format, <see cref="Trace.CurrentFormat"/>.</summary>
    public int FormatVersion { get; init; } = Trace.CurrentFormat;

    /// <summary>The version of the product that wrote the trace.</summary>
    public required string Product { get; init; }

    /// <summary>The id of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The scenario's parameters. Kept in ordinal order of their names, whatever order is given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters
    {
        get;
        init => field = [.. value.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)];
    } = [];

    /// <summary>The ids of the defects that were on. Kept in ordinal order, whatever order is given.</summary>
    public IReadOnlyList<string> Defects
    {
        get;
        init => field = [.. value.Order(StringComparer.Ordinal)];
    } = [];

    /// <summary>The delivery model: one of <see cref="Deliveries"/>.</summary>
    public required string Delivery { get; init; }

    /// <summary>How many messages a bag could lose; 0 for any other delivery.</summary>
    public int Losses { get; init; }

    /// <summary>How many times a bag could have a message handled and keep it; 0 for any other delivery.</summary>
    public int Repeats { get; init; }

    /// <summary>
    /// Whether actors asked the host wherever they may refuse, also where the scenario has enough of everything.
    /// </summary>
    public bool AsksAll { get; init; }

    /// <summary>The strategy that chose the order of the steps.</summary>
    public required string Strategy { get; init; }

    /// <summary>The seed of the strategy.</summary>
    public required long Seed { get; init; }

    /// <summary>The operations of the clients. Kept in the order of their ids, whatever order is given.</summary>
    public IReadOnlyList<TraceOperation> Operations
    {
        get;
        init => field = [.. value.OrderBy(operation => operation.Id)];
    } = [];

    /// <summary>The ids of the operations that the minimizer removed, lowest first.</summary>
    public IReadOnlyList<int> Dropped
    {
        get;
        init => field = [.. value.Order()];
    } = [];

    /// <summary>
    /// Whether what follows are the receipts of a free run, see <see cref="Recordings.RecordingWriter"/>, not steps.
    /// </summary>
    public bool IsRecording { get; init; }

    /// <summary>What the run broke; null when it held.</summary>
    public TraceViolation? Violation { get; init; }
}
