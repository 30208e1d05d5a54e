namespace VfioActors.Runtime.Control;

/// <summary>One step of real actors.</summary>
/// <param name="Actor">The place of the actor whose step it is.</param>
/// <param name="Sender">The place of the sender of the message; -1 for a timer.</param>
/// <param name="Timer">The number of the timer; -1 for a message.</param>
internal readonly record struct ActorStep(int Actor, int Sender, int Timer);
