using VfioActors.Behaviors;

namespace VfioActors.Runtime;

/// <summary>Answers what behaviours leave to their host to choose.</summary>
/// <remarks>
/// Asked on the thread of the actor that asks, by several actors at once: what it answers to one actor may depend on
/// that actor's own questions so far and on nothing else.
/// </remarks>
public interface IChooser
{
    /// <summary>Chooses.</summary>
    /// <param name="asker">The actor that asks.</param>
    /// <param name="place">How many choices this actor asked before.</param>
    /// <param name="question">The asker's own number of the question.</param>
    /// <param name="options">How many options there are, at least 1.</param>
    /// <returns>The option, from 0 to one less than <paramref name="options"/>.</returns>
    int Choose(ActorId asker, long place, int question, int options);
}
