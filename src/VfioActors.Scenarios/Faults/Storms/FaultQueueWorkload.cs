using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults.Storms;

/// <summary>
/// Puts the fault queue of iommufd on a device, so that its page requests go there, or takes it off again: what is
/// pending then is answered "invalid". Who wants a device that has it already is refused. A guest that resets its
/// device takes the queue off and puts it on again, in one operation: what its device asked before is answered
/// "invalid", and another guest may be faster.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="devices">How many devices there are.</param>
public sealed class FaultQueueWorkload(ActorId queue, int devices) : StormWorkload
{
    /// <summary>Its name in a mix.</summary>
    public const string Word = "faultqueue";

    private const int Attaching = 0;
    private const int Detaching = 1;
    private const int Resetting = 2;

    private const int ResetsOnceIn = 4;
    private const int IsOff = 1;

    /// <inheritdoc/>
    public override string Name => Word;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["attach", "detach", "reset"];

    /// <inheritdoc/>
    public override int GivesBack => Detaching;

    /// <inheritdoc/>
    public override bool GivesUp(in StormCall call) => call.Verb is Detaching or Resetting;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (state.Throw(ResetsOnceIn) == 0 && state.TryAny(place, out var held))
        {
            state.Drop(in held);
            return Ask(new(held, Resetting, 0), outbox);
        }

        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        return hasRoom ? Ask(new(new(place, queue, state.Throw(devices)), Attaching, 0), outbox) : null;
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Read<FaultUserMessage.Done>().Error;
        if (call is { Verb: Resetting, Step: 0 } && error == Errno.None)
        {
            state.Open[envelope.Operation] = call with { Step = IsOff };
            Attach(in call, outbox);
            return null;
        }

        var puts = call.Verb == Attaching || call.Step == IsOff;
        var holds = puts ? error == Errno.None : error == Errno.EAGAIN;
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        call.Thing.At == queue && call.Thing.Key >= 0 && call.Thing.Key < devices;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        if (call.Verb == Attaching) { Attach(in call, outbox); }
        else { outbox.Send(queue, new PageFaultQueueMessage.Detach(DeviceOf(in call))); }

        return call;
    }

    private void Attach(in StormCall call, Outbox outbox) =>
        outbox.Send(queue, new PageFaultQueueMessage.Attach(DeviceOf(in call)));

    private static DeviceId DeviceOf(in StormCall call) => new((int)call.Thing.Key);
}
