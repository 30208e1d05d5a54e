using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;

namespace VfioActors.Runtime.Control;

/// <summary>
/// The queue of a controlled actor: it holds what was delivered, and what its actor put back in front. What was only
/// sent waits elsewhere.
/// </summary>
internal sealed class ControlQueue(ControlRoom room, IActorRef owner)
    : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly LinkedList<Akka.Actor.Envelope> _others = [];
    private Akka.Actor.Envelope _first;
    private bool _hasFirst;
    private ActorCell? _cell;
    private Action? _invoke;

    internal IActorRef Owner => owner;

    /// <summary>Whether its actor ran before.</summary>
    internal bool HasRun { get; set; }

    /// <summary>Whether a continuation of its actor waits to be run.</summary>
    internal bool HasTasks { get; set; }

    /// <summary>The place that a session gave to the actor; -1 when it has none yet.</summary>
    internal int Place { get; set; } = -1;

    /// <summary>
    /// Whether a system message may wait for its actor: the first one makes it, every later one is noted here.
    /// </summary>
    internal bool HasSystemMessages { get; set; } = true;

    internal Mailbox? Mailbox { get; private set; }

    /// <summary>Whether its actor would handle at once what is delivered next.</summary>
    internal bool IsIdle => _cell is not null && !_hasFirst && !HasSystemMessages && OpenMailbox.Is(Mailbox!);

    /// <summary>Whether its actor has stopped.</summary>
    internal bool IsStopped => _cell?.IsTerminated == true;

    /// <summary>The queue of an actor that has not stopped.</summary>
    internal static ControlQueue Of(IActorRef actor) => Of((ActorCell)((ActorRefWithCell)actor).Underlying);

    /// <summary>The queue of an actor that has not stopped, by its cell.</summary>
    internal static ControlQueue Of(ActorCell cell)
    {
        // Akka.NET gives a cell its mailbox before anything of the actor runs, and takes it away when it has stopped.
        var mailbox = cell.Mailbox!;
        var queue = (ControlQueue)mailbox.MessageQueue;
        queue.BelongTo(cell, mailbox);
        return queue;
    }

    internal void BelongTo(ActorCell cell, Mailbox mailbox)
    {
        if (!ReferenceEquals(_cell, cell)) { (_cell, _invoke) = (cell, Invoke); }
        if (!ReferenceEquals(Mailbox, mailbox)) { Mailbox = mailbox; }
    }

    internal void BelongTo(Mailbox mailbox)
    {
        if (!ReferenceEquals(Mailbox, mailbox)) { Mailbox = mailbox; }
    }

    /// <summary>Has an idle actor handle what was delivered, without the mailbox's accounts.</summary>
    internal void Handle() => _cell!.UseThreadContext(_invoke!);

    public bool HasMessages => _hasFirst;

    public int Count => (_hasFirst ? 1 : 0) + _others.Count;

    public void Enqueue(IActorRef receiver, Akka.Actor.Envelope envelope) => room.Post(this, in envelope);

    public void EnqueueFirst(Akka.Actor.Envelope envelope)
    {
        if (_hasFirst) { _others.AddFirst(_first); }
        (_first, _hasFirst) = (envelope, true);
    }

    public bool TryDequeue(out Akka.Actor.Envelope envelope)
    {
        if (!_hasFirst)
        {
            envelope = default;
            return false;
        }

        envelope = _first;
        _hasFirst = _others.Count > 0;
        if (!_hasFirst) { return true; }
        _first = _others.First!.Value;
        _others.RemoveFirst();
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var left)) { deadletters.Enqueue(owner, left); }
    }

    /// <summary>Has a message come to nobody, as it does when its actor has stopped.</summary>
    internal Action LetterFor(Akka.Actor.Envelope envelope) => () =>
        _cell!.System.DeadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender, Owner), envelope.Sender);

    internal void Deliver(in Akka.Actor.Envelope envelope)
    {
        if (_hasFirst) { _others.AddLast(envelope); }
        else { (_first, _hasFirst) = (envelope, true); }
    }

    private void Invoke()
    {
        if (TryDequeue(out var envelope)) { _cell!.Invoke(envelope); }
    }
}
