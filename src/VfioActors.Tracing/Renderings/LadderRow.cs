namespace VfioActors.Tracing.Renderings;

/// <summary>One cell of a ladder, before it is broken into lines.</summary>
/// <param name="Column">The column, from 0.</param>
/// <param name="Marks">What stands in the margin.</param>
/// <param name="Actor">The actor that took the step; empty for headings, and where the text names it.</param>
/// <param name="Text">A note, a message, or the operation that a heading announces.</param>
/// <param name="Heading">Whether a client begins or goes back to an operation here.</param>
internal readonly record struct LadderRow(int Column, string Marks, string Actor, string Text, bool Heading);
