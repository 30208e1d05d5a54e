using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Callers;

/// <summary>What came of one call.</summary>
/// <param name="Value">What it gave.</param>
/// <param name="Error">Why it was refused; none when it was not.</param>
public readonly record struct CallOutcome(int Value, Errno Error);
