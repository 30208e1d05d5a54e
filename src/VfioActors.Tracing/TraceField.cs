namespace VfioActors.Tracing;

/// <summary>A field of a message.</summary>
/// <param name="Name">The field's name, once in a message.</param>
/// <param name="Value">A number or a text.</param>
public readonly record struct TraceField(string Name, TraceValue Value);
