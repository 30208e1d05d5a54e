using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control.Proxies;

/// <summary>What steps of real actors are, in traces. What was said stands in their notes.</summary>
public static class AkkaMessage
{
    /// <summary>
    /// The oldest message of an actor to the receiver that is still on its way is delivered; the first is the start of
    /// an actor that the other made.
    /// </summary>
    /// <param name="Sender">The actor that was running when it was sent.</param>
    public readonly record struct Tell(ActorId Sender) : IMessage;

    /// <summary>Something scheduled comes to its time.</summary>
    /// <param name="Number">Which: they are numbered in the order of being scheduled.</param>
    public readonly record struct Timer(int Number) : IMessage;

    /// <summary>
    /// An actor goes on: behind an await, with what it had put back in front of its mailbox, or to its end.
    /// </summary>
    /// <param name="Number">Which, among what it could go on with.</param>
    public readonly record struct Task(int Number) : IMessage;
}
