namespace VfioActors.Conformance.Outcomes;

/// <summary>A page that a driver unpins inside a callback, one page a call.</summary>
/// <param name="Iova">The page.</param>
/// <param name="Count">How many calls.</param>
public readonly record struct Unpinning(ulong Iova, int Count);
