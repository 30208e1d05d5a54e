using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.FailNth;

/// <summary>What an actor may be refused and never asked for.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Refusal">What its behaviour says of it.</param>
public sealed record UnreachedRefusal(string Actor, HostRefusal Refusal);
