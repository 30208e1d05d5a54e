using VfioActors.Behaviors;

namespace VfioActors.Runtime;

/// <summary>Looks at the steps of running actors, each on the thread of its actor.</summary>
/// <remarks>Only the state of the actor whose step it is may be looked at: the others are at work.</remarks>
public interface IStepWatcher
{
    /// <summary>Looks before a step.</summary>
    /// <returns>The property that the step breaks and how; null when it breaks none.</returns>
    (string Property, string Reason)? Before(Cell cell, in Envelope envelope);

    /// <summary>Looks after a step.</summary>
    /// <returns>The property that the step broke and how; null when it broke none.</returns>
    (string Property, string Reason)? After(Cell cell, in Envelope envelope);
}
