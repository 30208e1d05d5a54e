using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>Asks a domain for its PASID, as a driver does before it programs its device.</summary>
/// <param name="domains">The domains to choose from.</param>
public sealed class PasidWorkload(IReadOnlyList<ActorId> domains) : StormWorkload
{
    /// <inheritdoc/>
    public override string Name => "getpasid";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["ask"];

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        var domain = domains[state.Throw(domains.Count)];
        return Ask(new(new(place, domain, 0), 0, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox) =>
        envelope.Read<AuxDomainMessage.Done>().Error;

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        domains.Contains(call.Thing.At) && call.Thing.Key == 0;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        outbox.Send(call.Thing.At, default(AuxDomainMessage.GetPasid));
        return call;
    }
}
