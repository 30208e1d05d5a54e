using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Parts;

/// <summary>
/// The part of the user of a device that faults, a guest with its monitor: its player calls the fault queue, ties the
/// interrupt and answers page requests. When it stops its openings are closed and the interrupt is untied, as a kernel
/// does when a process ends.
/// </summary>
internal sealed class GuestPartActor(FaultPartOptions options) : PartActor(options.Part)
{
    private static readonly PartWords Words = new PartWords()
        .With<FaultUserMessage.Done>().With<FaultUserMessage.Bytes>().With<FaultUserMessage.Capability>()
        .With<FaultUserMessage.Signalled>();

    private readonly SortedDictionary<ActorId, Queue<GuestCall>> _calls = [];
    private int _openings;
    private bool _isTied;

    protected override bool IsOpen => _openings > 0;

    protected override object Refusal(Errno error) => new FaultUserMessage.Done(0, error);

    protected override void OnHeard(in Envelope envelope)
    {
        var word = Words.Of(envelope);
        if (word is not FaultUserMessage.Done done) { Player?.Tell(word, Self); }
        else if (CallsOf(envelope.From).TryDequeue(out var call)) { OnDone(call, done); }
    }

    protected override bool OnSaid(object message)
    {
        switch (message)
        {
            case FaultQueueMessage.Open open: Call(options.Queue, open); break;
            case FaultQueueMessage.Close close: Call(options.Queue, close); break;
            case FaultQueueMessage.Read read: Call(options.Queue, read); break;
            case FaultQueueMessage.Write write: Call(options.Queue, write); break;
            case FaultQueueMessage.Query query: Call(options.Queue, query); break;
            case FaultQueueMessage.Map map: Call(options.Queue, map); break;
            case FaultQueueMessage.Store store: Call(options.Queue, store); break;
            case IrqTableMessage.SetTrigger set: Call(options.Interrupts, set); break;
            case FaultReporterMessage.Respond respond:
                Call(options.Reporter, respond with { Device = options.Device });
                break;
            default: return false;
        }

        return true;
    }

    protected override void OnLost(Errno error)
    {
        if (_isTied) { Call(options.Interrupts, new IrqTableMessage.SetTrigger(0, 0)); }
        for (var left = _openings; left > 0; left--) { Call(options.Queue, default(FaultQueueMessage.Close)); }
    }

    protected override void OnGone(ActorId target)
    {
        while (CallsOf(target).TryDequeue(out var call))
        {
            if (!IsPlayer(call.Caller)) { continue; }
            options.Part.Meter.End(call.Name, Errno.EIO, call.Begun);
            Player!.Tell(Refusal(Errno.EIO), Self);
        }
    }

    private void OnDone(GuestCall call, FaultUserMessage.Done done)
    {
        if (done.Error == Errno.None) { Note(call.Message); }

        // It had not opened yet when it stopped: the opening is nobody's.
        if (IsPlayer(call.Caller))
        {
            options.Part.Meter.End(call.Name, done.Error, call.Begun);
            Player!.Tell(done, Self);
        }
        else if (call.Message is FaultQueueMessage.Open && done.Error == Errno.None && call.Caller is not null)
        {
            Call(options.Queue, default(FaultQueueMessage.Close));
        }
    }

    private void Note(object call)
    {
        switch (call)
        {
            case FaultQueueMessage.Open: _openings++; break;
            case FaultQueueMessage.Close: _openings--; break;
            case IrqTableMessage.SetTrigger set: _isTied = set.Count == 1; break;
            default: break;
        }
    }

    private void Call<T>(ActorId target, in T call)
        where T : unmanaged, IMessage
    {
        CallsOf(target).Enqueue(new(MessageKind.Of<T>().Name, call, Player));
        Send(target, in call);
    }

    private Queue<GuestCall> CallsOf(ActorId target) =>
        _calls.TryGetValue(target, out var calls) ? calls : _calls[target] = new();
}
