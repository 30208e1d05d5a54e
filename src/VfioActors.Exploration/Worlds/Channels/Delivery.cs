namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>Which orders of messages can happen, from wide to narrow: each allows what the next one allows.</summary>
public enum Delivery
{
    /// <summary>
    /// In order for each pair of sender and receiver, and no message overtakes one that happened before it: what local
    /// Akka.NET can do. The default.
    /// </summary>
    Causal,

    /// <summary>
    /// In order for each pair of sender and receiver, and nothing more: what hardware and networks may do.
    /// </summary>
    Pair,

    /// <summary>Each actor has one queue, in the order of sending: steps are atomic and nothing is in flight.</summary>
    Mailbox,
}
