namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>A named piece of the address space.</summary>
/// <param name="Order">Counts buffers as they are made.</param>
public sealed record Buffer(string Name, ulong Start, int Pages, int Order);
