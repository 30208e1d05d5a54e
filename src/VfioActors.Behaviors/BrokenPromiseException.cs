namespace VfioActors.Behaviors;

/// <summary>
/// A promise was broken: the model, not its client, is wrong. The explorer reports it with its trace.
/// </summary>
/// <param name="promise">The promise in words.</param>
#pragma warning disable CA1032 // A promise is always named.
public sealed class BrokenPromiseException(string promise) : Exception(promise);
#pragma warning restore CA1032
