namespace VfioActors.Exploration.Schedules;

/// <summary>Where a trace comes from, for its header.</summary>
/// <param name="Product">The version of the product.</param>
/// <param name="Strategy">The strategy that found it.</param>
/// <param name="Seed">The seed that it was given.</param>
public sealed record TraceOrigin(string Product, string Strategy, long Seed);
