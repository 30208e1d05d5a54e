namespace VfioActors.Exploration.Worlds.Ahead;

/// <summary>What is known of a step that was not taken, beside to which state it leads.</summary>
/// <param name="Actors">The fingerprint of all actors' states there.</param>
/// <param name="Step">The number of what its receiver does in the <see cref="StepTree"/>.</param>
internal readonly record struct StepAhead(ulong Actors, int Step)
{
    /// <summary>The number where that is known in another way.</summary>
    internal const int NoStep = -1;

    /// <summary>In place of an actor: several of those that are asked for take part.</summary>
    internal const int Several = -1;

    /// <summary>
    /// Which of the actors takes part whose states are asked for; 0 for none, <see cref="Several"/> for several.
    /// </summary>
    internal int Mover { get; init; }

    /// <summary>Its part in the fingerprint of the world there.</summary>
    internal ulong MoverHash { get; init; }
}
