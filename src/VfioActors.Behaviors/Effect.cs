namespace VfioActors.Behaviors;

/// <summary>One thing that a step asks of its host.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Envelope">The message to send, or to send later; for a choice the answer's option is filled in by the host.</param>
/// <param name="Amount">For a timer the deadline on the actor's own clock; for a choice the number of options; else 0.</param>
public readonly record struct Effect(EffectKind Kind, Envelope Envelope, long Amount);
