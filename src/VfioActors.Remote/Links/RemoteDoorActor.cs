using Akka.Actor;
using Akka.Remote;
using VfioActors.Behaviors;
using VfioActors.Hosting.Doors;
using VfioActors.Remote.Wire;
using VfioActors.Vfio.Values;

namespace VfioActors.Remote.Links;

/// <summary>
/// Stands on this node for a door of another: takes the same plain messages, and gives the same plain answers. When the
/// link to the other node is lost, what is open is answered EIO, and so is what comes until the node is there again:
/// whether such a call was performed nobody here knows.
/// </summary>
/// <remarks>
/// A lost link is one that Akka.Remote reports (the connection broke, the node is quarantined, an association failed),
/// or a door that its death watch reports gone: of a node that went silent after the time of its failure detector.
/// </remarks>
internal sealed class RemoteDoorActor : ActorBase, IWithTimers
{
    private readonly TimeSpan _retry;
    private readonly SortedDictionary<long, RemoteCall> _open = [];
    private IActorRef _door;
    private bool _isLost;
    private long _calls;

    internal RemoteDoorActor(IActorRef door, TimeSpan retry) => (_door, _retry) = (door, retry);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(RemotingLifecycleEvent));
        Context.Watch(_door);
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case CallEnded ended: OnEnded(ended); break;
            case WholeCall whole: OnCall(whole.Message, isWhole: true); break;
            case DoorMoved moved: OnFound(moved.Door); break;
            case ActorIdentity identity: OnIdentity(identity); break;
            case Terminated: OnLost(); break;
            case RemotingLifecycleEvent link: OnLink(link); break;
            case TryAgain: OnTryAgain(); break;
            default: OnCall(message, isWhole: false); break;
        }

        return true;
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        RefuseAll();
    }

    private void OnCall(object message, bool isWhole)
    {
        if (_isLost)
        {
            Refuse(new(message, Sender, isWhole, new()));
            return;
        }

        if (Refusals.IsUnanswered(message))
        {
            _door.Tell(message, Self);
            return;
        }

        // What cannot travel is asked for by its name: the door answers as it does whatever it does not take.
        var asked = message is IMessage ? message : new UnknownCall(message.GetType().Name);
        RemoteCall call = new(message, Sender, isWhole, new()) { Span = CallSpan.Started(message) };
        var number = ++_calls;
        _open.Add(number, call);
        _door.Ask<WholeAnswer>(new WholeCall(asked), Timeout.InfiniteTimeSpan, call.Ends.Token)
            .PipeTo(Self, Self, answer => new CallEnded(number, answer), _ => new CallEnded(number, null));
    }

    private void OnEnded(CallEnded ended)
    {
        if (!_open.Remove(ended.Number, out var call)) { return; }
        call.Span.End(isLost: ended.Answer is null);
        if (ended.Answer is { } answer) { Answer(call, answer); }
        else { Refuse(call); }
        call.Ends.Dispose();
    }

    private void OnLink(RemotingLifecycleEvent link)
    {
        var far = link switch
        {
            DisassociatedEvent lost => lost.RemoteAddress,
            AssociationErrorEvent failed => failed.RemoteAddress,
            QuarantinedEvent barred => barred.Address,
            ThisActorSystemQuarantinedEvent barred => barred.RemoteAddress,
            _ => null,
        };
        if (far is not null && far.Equals(_door.Path.Address)) { OnLost(); }
    }

    private void OnLost()
    {
        if (!_isLost) { LookLater(); }
        _isLost = true;
        RefuseAll();
    }

    private void OnTryAgain()
    {
        if (!_isLost) { return; }
        Context.ActorSelection(_door.Path).Tell(new Identify(null), Self);
        LookLater();
    }

    private void OnIdentity(ActorIdentity identity)
    {
        if (identity.Subject is { } door && !door.IsNobody()) { OnFound(door); }
    }

    private void OnFound(IActorRef door)
    {
        if (!_isLost && door.Equals(_door)) { return; }
        Context.Unwatch(_door);
        if (!door.Equals(_door)) { RefuseAll(); }
        (_door, _isLost) = (door, false);
        Context.Watch(_door);
    }

    private void LookLater() => Timers.StartSingleTimer(TryAgain.Instance, TryAgain.Instance, _retry);

    private void RefuseAll()
    {
        var open = _open.Values.ToList();
        _open.Clear();
        foreach (var call in open)
        {
            call.Span.End(isLost: true);
            Refuse(call);
            call.Ends.Cancel();
            call.Ends.Dispose();
        }
    }

    private void Refuse(RemoteCall call)
    {
        if (Refusals.Of(call.Message, Errno.EIO) is { } refusal) { Answer(call, new([], refusal)); }
        else if (!Refusals.IsUnanswered(call.Message))
        {
            RemoteNodeException lost = new($"the link to {_door.Path.Address} is lost");
            call.Asker.Tell(new Status.Failure(lost), Self);
        }
    }

    private void Answer(RemoteCall call, WholeAnswer answer)
    {
        if (call.IsWhole)
        {
            call.Asker.Tell(answer, Self);
            return;
        }

        foreach (var part in answer.Parts) { call.Asker.Tell(part, Self); }
        call.Asker.Tell(answer.End, Self);
    }
}
