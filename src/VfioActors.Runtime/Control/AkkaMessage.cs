using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>What steps of real actors are, in traces. What was said stands in their notes.</summary>
public static class AkkaMessage
{
    /// <summary>The oldest message of an actor to the receiver that is still on its way is delivered.</summary>
    /// <param name="Sender">The actor that was running when it was sent.</param>
    public readonly record struct Tell(ActorId Sender) : IMessage;

    /// <summary>Something scheduled comes to its time.</summary>
    /// <param name="Number">Which: they are numbered in the order of being scheduled.</param>
    public readonly record struct Timer(int Number) : IMessage;

    /// <summary>
    /// Where a step runs several actors: what one of them did in it. Handled within the step, it is never a step.
    /// </summary>
    /// <param name="Sends">How many messages it sent in a row.</param>
    public readonly record struct Acted(int Sends) : IMessage;
}
