namespace VfioActors.Exploration.Worlds.Ahead;

/// <summary>A state as far as it is known without being in it.</summary>
/// <param name="Fingerprint">That of the whole state, whatever was broken before.</param>
/// <param name="KnowsNothing">
/// Whether nobody there knows of anything on its way that could hold another message back, but an actor of what it sent
/// itself: always so where messages need not wait for others.
/// </param>
/// <param name="Actors">The fingerprint of all actors' states alone.</param>
internal readonly record struct StateAhead(ulong Fingerprint, bool KnowsNothing, ulong Actors);
