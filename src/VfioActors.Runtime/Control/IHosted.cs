using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>A behaviour with the state in hand, its type hidden: what a hosting actor runs.</summary>
internal interface IHosted
{
    /// <summary>Who the actors are.</summary>
    HostedActors ActorTable { get; }

    /// <summary>Runs what comes before the first step.</summary>
    void Start(Outbox outbox);

    /// <summary>Takes one step.</summary>
    void Receive(in Envelope envelope, Outbox outbox);
}
