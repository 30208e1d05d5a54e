namespace VfioActors.Tracing;

/// <summary>One step: an actor received a message.</summary>
public sealed record TraceStep
{
    /// <summary>The sender of answers to choices.</summary>
    public const string Host = "host";

    /// <summary>The cause of a message that was sent at the start.</summary>
    public const int Start = -1;

    /// <summary>The operation of a step that serves none.</summary>
    public const int NoOperation = 0;

    /// <summary>The fate of a message that nobody handled.</summary>
    public const string Lost = "lost";

    /// <summary>The fate of a message that was handled and stayed on its way.</summary>
    public const string Repeated = "repeated";

    /// <summary>From 0, consecutive.</summary>
    public required int Number { get; init; }

    /// <summary>The receiver.</summary>
    public required string To { get; init; }

    /// <summary>The sender; <see cref="Host"/> for the answer to a choice.</summary>
    public required string From { get; init; }

    /// <summary>The kind of the message, such as <c>AuxDomain.Attach</c>.</summary>
    public required string Message { get; init; }

    /// <summary>The message's fields in the order of their declaration.</summary>
    public IReadOnlyList<TraceField> Fields { get; init; } = [];

    /// <summary>The number of the step that sent the message, lower than this one's; or <see cref="Start"/>.</summary>
    public int Cause { get; init; } = Start;

    /// <summary>The id of the client operation that the step serves; <see cref="NoOperation"/> for none.</summary>
    public int Operation { get; init; }

    /// <summary>
    /// What became of the message when it was not just handled: <see cref="Lost"/> or <see cref="Repeated"/>; null for
    /// handled.
    /// </summary>
    public string? Fate { get; init; }

    /// <summary>The fingerprint of the state after the step.</summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>What the step did, in the field's words.</summary>
    public IReadOnlyList<TraceNote> Notes { get; init; } = [];

    /// <summary>
    /// Whether another step delivers the same message: receiver, sender, message, fields, cause, operation and fate.
    /// Fingerprint and notes are what came of it, and not compared.
    /// </summary>
    public bool SameStepAs(TraceStep other) => DifferenceFrom(other) is null;

    /// <summary>
    /// The first part in which another step differs, such as <c>receiver domain0 expected, domain1 found</c>; null when
    /// it is the same step. This one is what is expected.
    /// </summary>
    public string? DifferenceFrom(TraceStep found) =>
        Difference("receiver", To, found.To)
        ?? Difference("sender", From, found.From)
        ?? Difference("message", Message, found.Message)
        ?? (SameFields(found) ? null : Difference("fields", $"({FieldsText})", $"({found.FieldsText})", differ: true))
        ?? Difference("cause", Cause, found.Cause)
        ?? Difference("operation", Operation, found.Operation)
        ?? Difference("fate", Fate ?? Handled, found.Fate ?? Handled);

    /// <summary>The step in short, such as <c>domain0: PasidAllocator.Allocated(5)</c>.</summary>
    public override string ToString() => $"{To}: {Message}({string.Join(", ", Fields.Select(one => one.Value))})";

    private const string Handled = "handled";

    private string FieldsText => string.Join(", ", Fields.Select(one =>
        one.Value.IsText ? $"{one.Name}=\"{one.Value}\"" : $"{one.Name}={one.Value}"));

    private bool SameFields(TraceStep other)
    {
        if (Fields.Count != other.Fields.Count) { return false; }
        for (var at = 0; at < Fields.Count; at++)
        {
            if (Fields[at] != other.Fields[at]) { return false; }
        }

        return true;
    }

    private static string? Difference<T>(string part, T expected, T found, bool differ = false) =>
        differ || !EqualityComparer<T>.Default.Equals(expected, found)
            ? $"{part} {expected} expected, {found} found" : null;
}
