using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>
/// Holds for the order of the steps of a whole run. The steps that it sees count as dependent on each other. Searches
/// that merge states by fingerprint forget how they got there and cannot judge it.
/// </summary>
public abstract class Ordering : Property
{
    /// <summary>Whether a step with such a message matters to the claim.</summary>
    public abstract bool Sees(ActorId receiver, MessageKind kind);

    /// <summary>
    /// Says what is wrong and after which step, by its place in the run, or null when nothing is. The trace that shows
    /// it goes on to rest, where it is judged, however early that step.
    /// </summary>
    /// <param name="steps">The messages of the run in the order in which they were handled.</param>
    /// <param name="view">For names.</param>
    public abstract (int Step, string Reason)? Refute(ReadOnlySpan<Envelope> steps, IWorldView view);
}
