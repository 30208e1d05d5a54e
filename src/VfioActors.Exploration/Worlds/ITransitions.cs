using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>Lets actors handle messages: for real, or from memory.</summary>
internal interface ITransitions
{
    /// <summary>An actor handles a message.</summary>
    /// <param name="actor">Its number.</param>
    /// <param name="taken">The message.</param>
    /// <param name="step">The number of the step within which it does.</param>
    /// <param name="now">The actor's clock.</param>
    StepOutcome Hear(int actor, in Pending taken, int step, long now);
}
