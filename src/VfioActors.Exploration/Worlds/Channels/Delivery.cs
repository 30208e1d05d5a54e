namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// Which orders of messages can happen: <see cref="Bag"/> allows what <see cref="Pair"/> allows, that what
/// <see cref="Causal"/> allows, and that what <see cref="Mailbox"/> allows.
/// </summary>
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

    /// <summary>
    /// No order: any message on its way may be handled next. One that would do nothing where its receiver is stays on
    /// its way until it would do something, and is left there at rest. What datagrams do.
    /// </summary>
    /// <remarks>
    /// This is how Stateright 0.31 delivers by <c>Network::new_unordered_nonduplicating</c>, counts of states included.
    /// </remarks>
    Bag,
}
