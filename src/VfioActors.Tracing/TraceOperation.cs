namespace VfioActors.Tracing;

/// <summary>What a client asked for: the column of a ladder.</summary>
/// <param name="Id">From 1; a step names the operation that it serves by this id.</param>
/// <param name="Client">The actor that asked, such as <c>client0</c>.</param>
/// <param name="Text">The request in the field's words, such as <c>ATTACH(D, dev0)</c>.</param>
public sealed record TraceOperation(int Id, string Client, string Text);
