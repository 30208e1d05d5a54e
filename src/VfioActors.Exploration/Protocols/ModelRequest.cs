using VfioActors.Behaviors;

namespace VfioActors.Exploration.Protocols;

/// <summary>One request of a client.</summary>
/// <param name="To">Whom it asks.</param>
/// <param name="Send">Sends it, given the answer to the one before.</param>
internal sealed record ModelRequest(ActorId To, Action<Envelope, Outbox> Send);
