using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>
/// Holds between several actors, looked at after each step that it sees. Steps that it sees count as dependent on each
/// other, so that every order of them is tried.
/// </summary>
public abstract class Observer : Property
{
    /// <summary>
    /// Whether a step with such a message may change what the claim looks at, in the receiver or an inline actor that
    /// it tells something. Every step that can change it must be seen.
    /// </summary>
    public abstract bool Sees(ActorId receiver, MessageKind kind);

    /// <summary>Says what is wrong, in one line, or null when nothing is.</summary>
    /// <param name="view">The world after the step.</param>
    public abstract string? Refute(IWorldView view);
}
