namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>A state as a search reached it: what can follow depends on what was broken before it, too.</summary>
/// <param name="State">Its fingerprint, whatever was broken before.</param>
/// <param name="Past">The fingerprint of what was broken; 0 for nothing.</param>
internal readonly record struct ReachedState(ulong State, ulong Past);
