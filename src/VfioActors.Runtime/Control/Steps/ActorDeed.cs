namespace VfioActors.Runtime.Control.Steps;

/// <summary>One thing that an actor did in a step.</summary>
/// <param name="Kind">What.</param>
/// <param name="Actor">The place of the actor that did it.</param>
/// <param name="Number">
/// For a message or a task the place of who gets it; for a timer its number; for what is shared its number.
/// </param>
/// <param name="Detail">
/// For a message the fingerprint of its type; for a timer the delay in milliseconds; for a task its place.
/// </param>
internal readonly record struct ActorDeed(ActorDeedKind Kind, int Actor, int Number, ulong Detail);
