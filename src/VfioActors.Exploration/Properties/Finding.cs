using VfioActors.Behaviors;

namespace VfioActors.Exploration.Properties;

/// <summary>A property that a run refuted.</summary>
/// <param name="Property">Which.</param>
/// <param name="Actor">The actor that it is about, when it is about one.</param>
/// <param name="Step">The step after which it is broken, or which breaks it; -1 when it is broken from the
/// start.</param>
/// <param name="Reason">What is wrong, in one line.</param>
public sealed record Finding(Property Property, ActorId Actor, int Step, string Reason)
{
    /// <summary>
    /// The step after which it was known: for a claim about history the last one of the run, however early the step
    /// that it blames. A run that goes on from before it has to find it anew.
    /// </summary>
    public int KnownAfter { get; init; } = Step;

    /// <summary>
    /// How many steps of the run show it: a claim about history is judged at rest, so all of them, however early the
    /// step that it blames.
    /// </summary>
    internal int StepsShown => (Property is Ordering ? KnownAfter : Step) + 1;
}
