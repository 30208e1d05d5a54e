using Akka.Actor;
using Akka.Event;
using VfioActors.Behaviors;
using VfioActors.Hosting.Events;
using VfioActors.Runtime;
using VfioActors.Runtime.Dispatch;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Parts;

/// <summary>
/// Stands in the topology for an actor that the application plays itself: hands its player what it hears, as plain
/// messages, and sends on what the player says. Whoever plays it may stop or be silent, and nobody else waits for it
/// for ever: then what it held is given back, and what it was asked is answered in its place.
/// </summary>
internal abstract class PartActor(PartOptions options) : ActorBase
{
    private readonly SortedDictionary<int, (string What, ICancelable Timer)> _awaited = [];
    private ActorDirectory? _directory;
    private int _serial;

    /// <summary>Who plays it; null for nobody.</summary>
    protected IActorRef? Player { get; private set; }

    /// <summary>Whether its device is open, where it has one.</summary>
    protected virtual bool IsOpen => true;

    protected sealed override bool Receive(object message)
    {
        switch (message)
        {
            case PooledEnvelope heard: OnHeard(heard.Envelope); break;
            case PartOpens opens: _directory = opens.Directory; break;
            case TakePart: Sender.Tell(new PartTaken(Taken(), IsOpen), Self); break;
            case PartOverdue overdue: OnOverdue(overdue.Serial); break;
            case Terminated gone when gone.ActorRef.Equals(Player): Lose(Errno.ENODEV, "has stopped"); break;
            case Terminated gone: OnTargetGone(gone.ActorRef); break;
            case LeavePart when IsPlayer(Sender): Lose(Errno.ENODEV, "has left"); break;
            default: OnSaidBy(Sender, message); break;
        }

        return true;
    }

    /// <summary>The topology says something.</summary>
    protected abstract void OnHeard(in Envelope envelope);

    /// <summary>The player says something.</summary>
    /// <returns>Whether it is something that a player says.</returns>
    protected abstract bool OnSaid(object message);

    /// <summary>The answer that refuses what somebody says.</summary>
    protected abstract object Refusal(Errno error);

    /// <summary>Nobody plays it any more: gives back what the player held, answers what it was asked.</summary>
    protected abstract void OnLost(Errno error);

    /// <summary>An actor that the player called is gone: answers the calls that it will not.</summary>
    protected abstract void OnGone(ActorId target);

    /// <summary>Whether an actor plays it.</summary>
    protected bool IsPlayer(IActorRef? actor) => Player is not null && Player.Equals(actor);

    /// <summary>Sends a message in the name of the part.</summary>
    protected void Send<T>(ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        var target = _directory![to];
        Context.Watch(target);
        var operation = options.NextOperation();
        target.Tell(new PooledEnvelope(Envelope.Of(options.Place, to, operation, Envelope.Unsent, in message)), Self);
    }

    /// <summary>Waits for the player, but not for ever.</summary>
    /// <param name="what">For what, in words.</param>
    /// <returns>What it is called when it comes: <see cref="Came"/>.</returns>
    protected int Await(string what)
    {
        var timer = Context.System.Scheduler.ScheduleTellOnceCancelable(
            options.Patience, Self, new PartOverdue(++_serial), Self);
        _awaited.Add(_serial, (what, timer));
        return _serial;
    }

    /// <summary>What was waited for has come.</summary>
    protected void Came(int serial)
    {
        if (_awaited.Remove(serial, out var awaited)) { awaited.Timer.Cancel(); }
    }

    /// <summary>Takes the part from its player, and tells it why.</summary>
    protected void Dismiss(Errno error, string reason)
    {
        if (Player is not { } dismissed) { return; }
        Lose(error, reason);
        dismissed.Tell(new PartLost(error, reason), Self);
    }

    private Errno Taken()
    {
        if (_directory is null) { return Errno.EAGAIN; }
        if (Player is not null && !IsPlayer(Sender)) { return Errno.EBUSY; }
        Player = Context.Watch(Sender);
        return Errno.None;
    }

    private void OnSaidBy(IActorRef sender, object message)
    {
        if (!IsPlayer(sender)) { sender.Tell(Refusal(Errno.EPERM), Self); }
        else if (!OnSaid(message)) { sender.Tell(Refusal(Errno.ENOTTY), Self); }
    }

    private void OnOverdue(int serial)
    {
        if (!_awaited.TryGetValue(serial, out var awaited)) { return; }
        Dismiss(Errno.ETIMEDOUT, $"did not answer {awaited.What} within {options.Patience}");
    }

    private void Lose(Errno error, string why)
    {
        Context.GetLogger().Warning("{0}: its player {1} {2}; what it held is given back", options.Name, Player, why);
        if (options.Events.HasListeners) { options.Events.Publish(new VfioEvent.PartFree(options.Name, why)); }
        foreach (var (_, timer) in _awaited.Values) { timer.Cancel(); }
        _awaited.Clear();
        Context.Unwatch(Player);
        Player = null;
        OnLost(error);
    }

    private void OnTargetGone(IActorRef gone)
    {
        var actors = _directory!.Topology.Actors;
        foreach (var target in actors.Where(one => gone.Equals(_directory[one]))) { OnGone(target); }
    }
}
