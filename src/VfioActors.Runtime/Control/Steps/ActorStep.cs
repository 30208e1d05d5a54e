namespace VfioActors.Runtime.Control.Steps;

/// <summary>One step of real actors.</summary>
/// <param name="Actor">The place of the actor whose step it is.</param>
/// <param name="Sender">The place of the sender of the message; -1 for anything else.</param>
/// <param name="Timer">The number of the timer; -1 for anything else.</param>
/// <param name="Task">The place of what the actor goes on with; -1 for anything else.</param>
internal readonly record struct ActorStep(int Actor, int Sender, int Timer = -1, int Task = -1)
{
    /// <summary>The time of the actor when the step is taken: when it is taken again, that is the same.</summary>
    internal TimeSpan Now { get; init; }
}
