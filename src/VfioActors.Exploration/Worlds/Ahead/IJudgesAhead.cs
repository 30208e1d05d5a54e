using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds.Ahead;

/// <summary>Says of steps that are not taken what claims would say.</summary>
internal interface IJudgesAhead
{
    /// <summary>
    /// Whether claims look at all steps, or at several actors: then no step is known before it is taken.
    /// </summary>
    bool LooksAtAll { get; }

    /// <summary>Whether the claims that look at an actor before its steps are known to hold.</summary>
    /// <param name="step">The number of the step.</param>
    bool HoldsBefore(int actor, int step);

    /// <summary>Whether the claims that look at an actor after its steps are known to hold.</summary>
    /// <param name="state">The number of the state in which it is then.</param>
    bool HoldsIn(int actor, int state);

    /// <summary>
    /// Which claims about an actor do not hold, a bit each: those that look before its steps, or after.
    /// </summary>
    /// <returns>Null when that cannot be said: there are too many of them, or one of them throws.</returns>
    ulong? Refuted(int actor, in Envelope message, bool before);

    /// <summary>Whether all these were found broken before, in this run.</summary>
    /// <param name="refuted">
    /// As of <see cref="Refuted"/>: before the step in the lower half, after it in the upper.
    /// </param>
    bool AreFound(int actor, ulong refuted);
}
