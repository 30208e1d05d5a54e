namespace VfioActors.Tracing;

/// <summary>What a step says of itself in the field's words, such as "frees pasid 5".</summary>
/// <param name="Text">The words.</param>
/// <param name="Operation">
/// The operation that they are about, when it is not the one that the step serves: an actor that is done with one
/// request turns to the next in the same step. Null when it is.
/// </param>
public sealed record TraceNote(string Text, int? Operation = null)
{
    /// <summary>A note on the operation that the step serves.</summary>
    public static implicit operator TraceNote(string text) => FromString(text);

    /// <summary>A note on the operation that the step serves.</summary>
    public static TraceNote FromString(string text) => new(text);

    /// <summary>The words.</summary>
    public override string ToString() => Text;
}
