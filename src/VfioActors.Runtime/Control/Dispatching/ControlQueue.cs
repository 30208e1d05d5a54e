using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

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
    private Queue<Instruction>? _instructions;
    private ActorCell? _cell;
    private Action? _invoke;

    internal IActorRef Owner => owner;

    internal ControlRoom Room => room;

    /// <summary>What flows from the actor to whatever it asks to be run.</summary>
    internal ExecutionContext Flow => field ??= ActorFlow.Of(this);

    /// <summary>Whether its actor ran before.</summary>
    internal bool HasRun { get; set; }

    /// <summary>Whether it is known that its actor must be run to handle what it put back in front.</summary>
    internal bool WillGoOn { get; set; }

    /// <summary>Whether it handles the failures and names of others, and does nothing by itself.</summary>
    internal bool IsGuardian { get; } = ControlPaths.IsGuardian(owner);

    /// <summary>The place that a session gave to the actor; -1 when it has none yet.</summary>
    internal int Place { get; set; } = -1;

    /// <summary>The place of its parent; -1 when it is not known yet.</summary>
    internal int ParentPlace { get; set; } = -1;

    /// <summary>How many messages are on their way to the actor, which it would see in its mailbox.</summary>
    internal int OnTheirWay { get; set; }

    /// <summary>Whether its actor routes: what routes change is changed by its steps too.</summary>
    internal bool IsRouter { get; set; }

    /// <summary>How many messages the mailbox may take.</summary>
    internal int Granted { get; set; }

    /// <summary>
    /// Whether a system message may wait for its actor: the first one makes it, every later one is noted here.
    /// </summary>
    internal bool HasSystemMessages { get; set; } = true;

    internal Mailbox? Mailbox { get; private set; }

    /// <summary>The cell of its actor; null when nobody has sent it anything yet.</summary>
    internal ActorCell? Cell => _cell ?? (owner as ActorRefWithCell)?.Underlying as ActorCell;

    /// <summary>Where it stands among those that are alive; -1 when it does not.</summary>
    internal int LivesAt { get; set; } = -1;

    /// <summary>Whether its actor would handle at once what is delivered next.</summary>
    internal bool IsIdle => _cell is not null && !_hasFirst && !HasSystemMessages && OpenMailbox.Is(Mailbox!);

    /// <summary>Whether it holds something that its actor may handle.</summary>
    internal bool HasLeft => _hasFirst;

    /// <summary>Whether its actor has instructions to follow.</summary>
    internal bool HasInstructions => _instructions?.Count > 0;

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

    public bool HasMessages => _hasFirst && Granted > 0;

    public int Count => (_hasFirst ? 1 : 0) + _others.Count + OnTheirWay;

    public void Enqueue(IActorRef receiver, Akka.Actor.Envelope envelope) => room.Post(this, in envelope);

    public void EnqueueFirst(Akka.Actor.Envelope envelope)
    {
        if (_hasFirst) { _others.AddFirst(_first); }
        (_first, _hasFirst) = (envelope, true);
    }

    public bool TryDequeue(out Akka.Actor.Envelope envelope)
    {
        if (!HasMessages)
        {
            envelope = default;
            return false;
        }

        Granted--;
        return TryPop(out envelope);
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryPop(out var left)) { deadletters.Enqueue(owner, left); }
        room.Ended(this);
    }

    /// <summary>Its actor gets an instruction.</summary>
    internal void Add(Instruction instruction) => (_instructions ??= new()).Enqueue(instruction);

    /// <summary>Has its actor follow an instruction, if it did not yet, behind those that came before it.</summary>
    internal void Follow(Instruction last)
    {
        while (!last.IsDone && _instructions!.TryDequeue(out var next)) { next.Follow(); }
    }

    /// <summary>Has its actor follow all, as before what it does to itself.</summary>
    internal void FollowAll()
    {
        while (_instructions?.TryDequeue(out var next) == true) { next.Follow(); }
    }

    /// <summary>Has a message come to nobody, as it does when its actor has stopped.</summary>
    internal Action PooledFor(Akka.Actor.Envelope envelope) => () =>
        _cell!.System.DeadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender, Owner), envelope.Sender);

    internal void Deliver(in Akka.Actor.Envelope envelope)
    {
        if (_hasFirst) { _others.AddLast(envelope); }
        else { (_first, _hasFirst) = (envelope, true); }
    }

    private bool TryPop(out Akka.Actor.Envelope envelope)
    {
        (envelope, var had) = (_first, _hasFirst);
        if (!had) { return false; }
        _hasFirst = _others.Count > 0;
        _first = _hasFirst ? _others.First!.Value : default;
        if (_hasFirst) { _others.RemoveFirst(); }
        return true;
    }

    private void Invoke()
    {
        if (TryPop(out var envelope)) { _cell!.Invoke(envelope); }
    }
}
