using VfioActors.Behaviors;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// What steps with one kind of message from one sender at one actor were ever seen to touch beside the actor: whom an
/// answer is prompt with is mostly whoever asked.
/// </summary>
internal sealed class Reach(MessageKind kind, ActorId sender)
{
    internal MessageKind Kind => kind;

    internal ActorId Sender => sender;

    /// <summary>The prompt actors that took part, as bits of their numbers modulo 64.</summary>
    internal ulong Prompts { get; set; }

    /// <summary>The actors that were sent something, as bits of their numbers modulo 64.</summary>
    internal ulong Sends { get; set; }

    /// <summary>Of those whom the actor itself sent something.</summary>
    internal ulong OwnSends { get; set; }

    /// <summary>Whether one of them left the actor in another state.</summary>
    internal bool Changes { get; set; }
}
