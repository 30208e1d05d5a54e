using VfioActors.Behaviors;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>What steps with one kind of message at one actor were ever seen to touch beside the actor.</summary>
internal sealed class Footprint(MessageKind kind)
{
    internal MessageKind Kind => kind;

    /// <summary>The inline actors that took part, as bits of their numbers modulo 64.</summary>
    internal ulong Inlines { get; set; }

    /// <summary>The actors that were sent something, as bits of their numbers modulo 64.</summary>
    internal ulong Sends { get; set; }

    /// <summary>Whether one of them left the actor in another state.</summary>
    internal bool Changes { get; set; }
}
