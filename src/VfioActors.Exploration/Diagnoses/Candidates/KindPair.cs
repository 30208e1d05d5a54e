using VfioActors.Behaviors;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>What sort of steps race: the same for a smaller run that breaks for the same reason.</summary>
/// <param name="FirstTo">The actor whose step the earlier one is.</param>
/// <param name="First">What it handles.</param>
/// <param name="SecondTo">The actor whose step the later one is.</param>
/// <param name="Second">What it handles.</param>
internal readonly record struct KindPair(ActorId FirstTo, MessageKind First, ActorId SecondTo, MessageKind Second);
