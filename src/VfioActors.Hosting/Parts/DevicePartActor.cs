using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Hosting.Events;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Parts;

/// <summary>
/// The part of a device that faults: its player raises faults and hears what became of them. Nobody waits for it.
/// </summary>
internal sealed class DevicePartActor(FaultPartOptions options) : PartActor(options.Part)
{
    private static readonly PartWords Words =
        new PartWords().With<EndpointMessage.Raised>().With<EndpointMessage.Answered>();

    private readonly Queue<(IActorRef? Raiser, FaultRecord Record)> _raised = new();

    protected override object Refusal(Errno error) => new EndpointMessage.Raised(error);

    protected override void OnHeard(in Envelope envelope)
    {
        var word = Words.Of(envelope);
        if (word is EndpointMessage.Raised raised) { OnRaised(raised); }
        else { Player?.Tell(word, Self); }
    }

    protected override bool OnSaid(object message)
    {
        if (message is not FaultReporterMessage.Raise raise) { return false; }
        _raised.Enqueue((Player, raise.Record));
        Send(options.Reporter, raise with { Device = options.Device });
        return true;
    }

    protected override void OnLost(Errno error)
    {
        // What it raised is on its way; whatever comes back for it nobody hears.
    }

    protected override void OnGone(ActorId target)
    {
        while (_raised.TryDequeue(out var raiser))
        {
            if (IsPlayer(raiser.Raiser)) { Player!.Tell(Refusal(Errno.EIO), Self); }
        }
    }

    private void OnRaised(EndpointMessage.Raised raised)
    {
        if (!_raised.TryDequeue(out var raise)) { return; }
        if (raised.Error == Errno.None && options.Part.Events.HasListeners)
        {
            options.Part.Events.Publish(new VfioEvent.Faulted(options.Part.Name, raise.Record));
        }

        if (IsPlayer(raise.Raiser)) { Player!.Tell(raised, Self); }
    }
}
