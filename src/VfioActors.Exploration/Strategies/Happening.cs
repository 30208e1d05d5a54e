using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>A step as partial order reduction sees it: what it touches.</summary>
internal struct Happening
{
    internal Envelope Message;
    internal Choice Choice;

    /// <summary>The actors that took part, as bits of their numbers modulo 64; a collision only costs runs.</summary>
    internal ulong Actors;

    /// <summary>The properties that look at it, as bits.</summary>
    internal ulong Seen;

    /// <summary>For one queue an actor: whose queues it added to. Zero for the other deliveries.</summary>
    internal ulong Queues;
}
