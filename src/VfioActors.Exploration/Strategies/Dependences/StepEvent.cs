using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>A step as partial order reduction sees it: what it touches.</summary>
internal struct StepEvent
{
    internal Choice Choice;

    /// <summary>The number of its message in the world.</summary>
    internal int Message;

    /// <summary>The step that sent its message; negative when sent at the start.</summary>
    internal int Cause;

    /// <summary>
    /// Whether the receiver may hear more within such a step than its message: an inline actor that is told something
    /// by itself, or by another that it told something.
    /// </summary>
    internal bool HearsMore;

    /// <summary>Whether such steps may leave the actor in another state.</summary>
    internal bool ChangesState;

    /// <summary>
    /// The actors that may take part, as bits of their numbers modulo 64; a collision only costs runs.
    /// </summary>
    internal ulong Actors;

    /// <summary>
    /// The shared things that it looked at, as bits of their numbers modulo 64. What a step touches follows from what
    /// happened before it, so what it touched once it touches in every order that comes to the same.
    /// </summary>
    internal ulong Looks;

    /// <summary>The shared things that it changed, likewise.</summary>
    internal ulong Changes;

    /// <summary>The properties that look at it, as bits.</summary>
    internal ulong Seen;

    /// <summary>Whom such steps may send something, as bits of their numbers modulo 64.</summary>
    internal ulong Sends;

    /// <summary>Of those whom the receiver itself may send something.</summary>
    internal ulong OwnSends;
}
