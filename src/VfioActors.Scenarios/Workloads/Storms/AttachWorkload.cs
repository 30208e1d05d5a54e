using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>Attaches a domain to a device, or takes an attach of its own back, as the dice say.</summary>
/// <param name="domains">The domains to choose from.</param>
/// <param name="devices">How many devices there are.</param>
public sealed class AttachWorkload(IReadOnlyList<ActorId> domains, int devices) : StormWorkload
{
    private const int Attaching = 0;
    private const int Detaching = 1;

    /// <inheritdoc/>
    public override string Name => "attach";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["attach", "detach"];

    /// <inheritdoc/>
    public override int GivesBack => Detaching;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        if (!hasRoom) { return null; }
        StormThing thing = new(place, domains[state.Throw(domains.Count)], state.Throw(devices));
        return Ask(new(thing, Attaching, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Read<AuxDomainMessage.Done>().Error;
        var holds = call.Verb == Attaching ? error == Errno.None : error == Errno.EAGAIN;
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        domains.Contains(call.Thing.At) && call.Thing.Key >= 0 && call.Thing.Key < devices;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        DeviceId device = new((int)call.Thing.Key);
        if (call.Verb == Attaching) { outbox.Send(call.Thing.At, new AuxDomainMessage.Attach(device)); }
        else { outbox.Send(call.Thing.At, new AuxDomainMessage.Detach(device)); }

        return call;
    }
}
