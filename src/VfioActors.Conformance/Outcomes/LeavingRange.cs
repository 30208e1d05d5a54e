namespace VfioActors.Conformance.Outcomes;

/// <summary>The mapping that a driver is told to let go of.</summary>
/// <param name="Iova">Where it starts.</param>
/// <param name="Size">Bytes.</param>
public readonly record struct LeavingRange(ulong Iova, ulong Size);
