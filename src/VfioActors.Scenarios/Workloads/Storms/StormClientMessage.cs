using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>What a client of a storm hears beside answers: from its host, which a run in a world never says.</summary>
public static class StormClientMessage
{
    /// <summary>
    /// Some actors are gone for ever, with what they had. What is open there is answered EIO, as a call whose link is
    /// lost; what was taken there is no longer held.
    /// </summary>
    /// <param name="First">The first of them.</param>
    /// <param name="Last">The last of them.</param>
    public readonly record struct Lost(ActorId First, ActorId Last) : IMessage;

    /// <summary>The client tells itself that nobody is left to answer the operation that this serves.</summary>
    public readonly record struct Unanswered : IMessage;

    /// <summary>The process is dead: gives back all that it holds, and begins nothing else.</summary>
    public readonly record struct Halt : IMessage;
}
