using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>A sequence of calls that ends with an operation that is refused.</summary>
/// <param name="Operation">The last operation.</param>
/// <param name="Error">How it is refused.</param>
/// <param name="Answer">Does the calls, and answers what the last one was answered.</param>
public sealed record ErrnoWitness(string Operation, Errno Error, Func<long> Answer);
