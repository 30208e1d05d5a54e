using Akka.Actor;
using VfioActors.Hosting.Events;
using VfioActors.Runtime.Dispatch;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Doors;

/// <summary>
/// Stands before one actor and takes plain messages of its protocol from anybody, whom it gives plain answers. Each
/// call has a caller in the topology to itself, so that answers find back; when all are busy calls wait, and when too
/// many wait they are answered EAGAIN. Who asks an actor that is gone gets EIO, after the door has closed ENODEV.
/// </summary>
internal sealed class DoorActor : ActorBase
{
    private readonly DoorOptions _options;
    private readonly OpenCall?[] _open;
    private readonly Stack<int> _free;
    private readonly Queue<OpenCall> _waiting = new();
    private IActorRef? _target;
    private Errno _refuses;

    internal DoorActor(DoorOptions options)
    {
        _options = options;
        _open = new OpenCall?[options.Callers.Count];
        _free = new(Enumerable.Range(0, options.Callers.Count).Reverse());
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case PooledEnvelope answer: return TryAnswer(in answer.Envelope);
            case WholeCall whole: OnCall(whole.Message, isWhole: true); break;
            case DoorOpens opens: OnOpens(opens.Target); break;
            case CloseDoor: OnClose(); break;
            case Terminated: OnTargetGone(); break;
            default: OnCall(message, isWhole: false); break;
        }

        return true;
    }

    protected override void PostStop() => RefuseWaiting(Errno.ENODEV);

    private void OnCall(object message, bool isWhole)
    {
        var call = _options.Protocol.CallOf(message);
        if (call is null)
        {
            var refusal = _options.Protocol.Refusal(Errno.ENOTTY);
            _options.Meter.End("unknown", Errno.ENOTTY, begun: 0);
            Sender.Tell(isWhole ? new WholeAnswer([], refusal) : refusal, Self);
            return;
        }

        OpenCall open = new(message, call, Sender, isWhole);
        if (_refuses != Errno.None) { Refuse(open, _refuses); }
        else if (_target is not null && _free.Count > 0) { Send(open); }
        else if (_waiting.Count < _options.WaitingMost) { _waiting.Enqueue(open); }
        else { Refuse(open, Errno.EAGAIN); }
    }

    private void OnOpens(IActorRef target)
    {
        _target = target;
        Context.Watch(target);
        SendWaiting();
    }

    /// <returns>False for what is no answer to a call of this door: from another node anybody may send it.</returns>
    private bool TryAnswer(in Envelope envelope)
    {
        var caller = envelope.To.Value - _options.Callers[0].Value;
        if (caller < 0 || caller >= _open.Length) { return false; }
        if (_open[caller] is not { } open) { return true; }
        if (_options.Protocol.AnswerOf(in envelope) is not var (message, error)) { return false; }
        if (_options.Events.HasListeners) { Publish(open, message); }
        open.Answer(message, error is not null, Self);
        if (error is not { } end) { return true; }
        _options.Meter.End(open.Call.Name, end, open.Begun);
        _open[caller] = null;
        _free.Push(caller);
        SendWaiting();
        return true;
    }

    private void Publish(OpenCall open, object answer)
    {
        if (CallEvents.Of(_options.Name, open.Message, answer) is { } happened) { _options.Events.Publish(happened); }
    }

    private void OnClose()
    {
        if (_refuses == Errno.None) { _refuses = Errno.ENODEV; }
        RefuseWaiting(_refuses);
        Sender.Tell(new DoorClosed(_open.Count(one => one is not null)), Self);
    }

    private void OnTargetGone()
    {
        _refuses = Errno.EIO;
        RefuseWaiting(Errno.EIO);
        for (var caller = 0; caller < _open.Length; caller++)
        {
            if (_open[caller] is { } open) { Refuse(open, Errno.EIO); }
            _open[caller] = null;
        }
    }

    private void Send(OpenCall open)
    {
        // What is never answered keeps no caller busy.
        var caller = open.Call.Refuse is null ? _free.Peek() : _free.Pop();
        if (open.Call.Refuse is not null) { _open[caller] = open; }
        var from = _options.Callers[caller];
        var operation = _options.NextOperation();
        foreach (var lead in open.Call.Lead?.Invoke(open.Message, from, _options.Target, operation) ?? [])
        {
            _target!.Tell(lead, Self);
        }

        _target!.Tell(open.Call.Put(open.Message, from, _options.Target, operation), Self);
    }

    private void SendWaiting()
    {
        while (_target is not null && _free.Count > 0 && _waiting.TryDequeue(out var next)) { Send(next); }
    }

    private void RefuseWaiting(Errno error)
    {
        while (_waiting.TryDequeue(out var next)) { Refuse(next, error); }
    }

    private void Refuse(OpenCall open, Errno error)
    {
        if (open.Call.Refuse is not { } refuse) { return; }
        _options.Meter.End(open.Call.Name, error, open.Begun);
        open.Answer(refuse(error), isLast: true, Self);
    }
}
