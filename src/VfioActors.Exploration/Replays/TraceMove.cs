namespace VfioActors.Exploration.Replays;

/// <summary>Something in which the model is no longer as it was when a trace was written.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Step">The step of the trace at which it was noticed; null for what the header says.</param>
/// <param name="Was">As the trace has it; empty for what it does not have.</param>
/// <param name="Now">As it is now; empty for what is gone.</param>
public sealed record TraceMove(TraceMoveKind Kind, int? Step, string Was, string Now);
