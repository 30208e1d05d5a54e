using System.Collections.Concurrent;
using Akka.Dispatch;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>Where controlled actors are run: one message at a time, on the thread that asks for it.</summary>
/// <remarks>
/// A mailbox that became runnable waits until the step in hand is over; most system messages are handled then. What
/// another thread would do some time later is a step of its own: a start, a stop, whatever goes on behind an await.
/// </remarks>
internal sealed class ControlRoom
{
    private readonly Queue<IRunnable> _ready = new();
    private readonly ConcurrentQueue<IRunnable> _readyElsewhere = new();
    private readonly HashSet<IRunnable> _unborn = [];
    private readonly FreeRuns _free = new();
    private readonly PoolTrap _trap = new();
    private readonly ActorFlow _flow = new();
    private readonly Func<ExecutionContext, ControlQueue?> _asker;
    private IControlled? _controlled;
    private ControlQueue? _running;
    private ControlQueue? _stepping;
    private bool _isHop;
    private volatile int _thread;
    private volatile bool _hasReadyElsewhere;

    internal ControlRoom() => (_asker, Uncontrolled) = (OwnerOf, new(() => Timers.MayHaveFired));

    /// <summary>Whether no thread but the controlling one runs an actor any more.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>The time of the actor that runs; null outside of control.</summary>
    internal TimeSpan? Now => IsInside ? Time : null;

    /// <summary>The time of the actor whose step it is.</summary>
    internal TimeSpan Time { get; set; }

    /// <summary>The timers of .NET that actors set.</summary>
    internal TimerTrap Timers { get; } = new();

    /// <summary>How many steps were taken: a step that takes too long is found by it.</summary>
    internal long Steps { get; private set; }

    /// <summary>The event stream of the system; null before there is one.</summary>
    internal ControlStream? Stream { get; set; }

    /// <summary>The controlling thread, in a step; null outside of any.</summary>
    internal Thread? Entered { get; private set; }

    /// <summary>What is not controlled.</summary>
    internal UncontrolledReasons Uncontrolled { get; }

    internal bool IsControlled => Uncontrolled.AreNone;

    /// <summary>Whether an actor used a random number of Akka.NET's own.</summary>
    internal bool HasDrawn { get; set; }

    /// <summary>Who hears what actors do; null outside of control, where nobody does.</summary>
    internal IControlled? Hearer => IsInside ? _controlled : null;

    /// <summary>The actor that does what is being done.</summary>
    internal ControlQueue? Acting => _running is null or { IsGuardian: true } ? _stepping : _running;

    /// <summary>Whether the calling thread is the controlling one, in a step.</summary>
    internal bool IsInside => Environment.CurrentManagedThreadId == _thread;

    /// <summary>From now on the calling thread is the controlling one, whenever it is inside.</summary>
    internal void Open()
    {
        _free.Wait();
        OneTimerQueue.Shared.Enter();
        IsOpen = true;
    }

    /// <summary>From now on threads run actors as they become runnable: to let the system end.</summary>
    internal void Close()
    {
        if (IsOpen) { OneTimerQueue.Shared.Leave(); }
        IsOpen = false;

        // Who spins still has its step, and all that was to come after it.
        if (Entered is not null) { return; }
        TakeOver();
        foreach (var waiting in _ready.Concat(_unborn).Distinct().ToList()) { _free.Start(waiting); }
    }

    /// <summary>Runs an actor with a message, and all that becomes runnable by it.</summary>
    internal void Deliver(ControlQueue to, in Akka.Actor.Envelope envelope, IControlled controlled)
    {
        if (to.IsStopped)
        {
            Enter(controlled, to, new ActionRunnable(to.PooledFor(envelope)));
            return;
        }

        var isIdle = to.IsIdle;
        to.Granted = to.HasLeft ? 0 : 1;
        to.Deliver(in envelope);
        Enter(controlled, to, isIdle ? null : to.Mailbox);
    }

    /// <summary>Does something as a step of an actor, in which others may be given something.</summary>
    internal void Do(ControlQueue actor, IRunnable work, IControlled controlled) => Enter(controlled, actor, work);

    /// <summary>Has an actor handle a message within the step of another.</summary>
    internal void Give(ControlQueue to, in Akka.Actor.Envelope envelope)
    {
        var isIdle = to.IsIdle;
        to.Granted = to.HasLeft ? 0 : 1;
        to.Deliver(in envelope);
        if (isIdle) { Handle(to); }
        else { Run(to.Mailbox!); }
    }

    /// <summary>Lets an actor start, if no message had it do so before.</summary>
    internal void Start(ControlQueue actor, IControlled controlled)
    {
        if (!actor.HasRun) { Enter(controlled, actor, actor.Mailbox); }
    }

    /// <summary>Lets an actor go on.</summary>
    internal void Resume(PendingTask task, IControlled controlled) =>
        Enter(controlled, task.Actor, new ActionRunnable(() => RunTask(task)));

    /// <summary>Lets a timer fire in the name of an actor.</summary>
    /// <returns>Whether it may fire again.</returns>
    internal bool Fire(VirtualTimer timer, ControlQueue setter, IControlled controlled)
    {
        var again = false;
        Enter(controlled, setter, new ActionRunnable(() => again = timer.Fire()));
        return again;
    }

    internal void Post(ControlQueue to, in Akka.Actor.Envelope envelope)
    {
        if (IsInside) { PostInside(to, in envelope); }
        else
        {
            var name = ActorFlow.Asker is { } actor ? $" in the name of {actor.Owner.Path.Name}" : "";
            var what = $"{envelope.Message.GetType().Name} to {to.Owner.Path.Name}";
            Uncontrolled.AddElsewhere(() => $"{what} was sent by another thread{name}");
        }
    }

    internal void Report(string reason) => Uncontrolled.Add(reason);

    internal void Execute(IRunnable run)
    {
        if (IsInside && !IsFree(run)) { Enqueue(run); }
        else if (!IsOpen || IsFree(run)) { _free.Start(run); }
        else
        {
            var name = run is Mailbox { MessageQueue: ControlQueue queue } ? queue.Owner.Path.Name : "a continuation";
            Uncontrolled.AddElsewhere(() => $"a system message to {name} was sent by another thread");
            _readyElsewhere.Enqueue(run);
            _hasReadyElsewhere = true;
        }
    }

    /// <summary>Whether something is a step of its own of an actor, and is done when the strategy says.</summary>
    internal bool Holds(PendingTask task) =>
        IsInside && !ReferenceEquals(_running, task.Actor) && _controlled!.Resumed(Acting, task);

    /// <summary>Runs an actor that has not started yet, to its end.</summary>
    internal void End(ControlQueue actor)
    {
        if (IsInside && !actor.HasRun && actor.Mailbox is { } mailbox) { _ready.Enqueue(mailbox); }
    }

    internal bool TrySchedule(VirtualTimer timer)
    {
        if (!IsInside) { return false; }
        _controlled!.Scheduled(Acting, timer);
        return true;
    }

    internal void Ended(ControlQueue actor)
    {
        if (!IsInside) { return; }
        Stream?.Forget(actor.Owner);
        _controlled!.Ended(actor);
    }

    /// <summary>What goes wrong here is thrown into the code of the actor that sends, which may pass over it.</summary>
    private void PostInside(ControlQueue to, in Akka.Actor.Envelope envelope)
    {
        try
        {
            if (_trap.HasSome) { KeepAll(isMidway: true); }
            _controlled!.Posted(Acting, to, in envelope);
        }
        catch (InvalidOperationException failure)
        {
            Report(failure.Message);
            throw;
        }
    }

    private static bool IsFree(IRunnable run) => run is Mailbox { MessageQueue: not ControlQueue };

    /// <summary>Something became runnable.</summary>
    private void Enqueue(IRunnable run)
    {
        if (run is Mailbox { MessageQueue: ControlQueue queue } mailbox)
        {
            queue.BelongTo(mailbox);
            if (!queue.HasRun && !ReferenceEquals(queue, _stepping) && IsToStart(queue))
            {
                _unborn.Add(mailbox);
                return;
            }

            if (queue.IsGuardian)
            {
                // Whoever makes an actor at the top goes on when it is there.
                Run(mailbox);
                return;
            }
        }

        _ready.Enqueue(run);
    }

    /// <summary>What goes wrong here would leave Akka.NET with half an actor.</summary>
    private bool IsToStart(ControlQueue actor)
    {
        try
        {
            return _controlled!.Born(Acting, actor);
        }
        catch (InvalidOperationException failure)
        {
            Report(failure.Message);
            return false;
        }
    }

    private void Enter(IControlled controlled, ControlQueue step, IRunnable? first)
    {
        var outside = SynchronizationContext.Current;
        if (outside is not null) { SynchronizationContext.SetSynchronizationContext(null); }
        (_controlled, _stepping, _isHop) = (controlled, step, false);
        Steps++;
        Entered = Thread.CurrentThread;
        _thread = Entered.ManagedThreadId;
        _flow.Enter(Entered);
        _trap.Enter();
        Timers.Enter();
        try
        {
            if (_hasReadyElsewhere) { TakeOver(); }
            if (first is null) { Handle(step); }
            else if (first is Mailbox) { Run(first); }
            else { RunAs(step, first.Run); }
            Finish();
        }
        finally
        {
            Timers.Exit();
            _trap.Exit();
            if (_ready.Count > 0) { Leave(); }
            (_stepping, _running, _thread, Entered) = (null, null, 0, null);
            _flow.Exit();
            if (outside is not null) { SynchronizationContext.SetSynchronizationContext(outside); }
        }
    }

    /// <summary>A step ended before its time: what it left is run with the next one.</summary>
    private void Leave()
    {
        while (_ready.TryDequeue(out var left)) { _readyElsewhere.Enqueue(left); }
        _hasReadyElsewhere = true;
    }

    /// <summary>Runs what the step made runnable, and keeps for later what shall be a step of its own.</summary>
    private void Finish()
    {
        while (true)
        {
            while (_ready.TryDequeue(out var next)) { Run(next); }
            foreach (var set in Timers.Take(_asker, Time)) { _controlled!.Scheduled(set.Actor, VirtualTimer.Of(set)); }
            if (!_trap.HasSome) { return; }
            KeepAll(isMidway: false);
        }
    }

    /// <summary>
    /// What the step handed to the thread pool so far may be done before what it does next, so it is told of first.
    /// </summary>
    /// <param name="isMidway">Whether the step goes on behind it.</param>
    private void KeepAll(bool isMidway)
    {
        List<object> kept = [];
        _trap.TakeTo(kept);
        foreach (var work in kept) { Keep(work, isMidway); }
    }

    private void Keep(object work, bool isMidway)
    {
        if (Continuations.IsMachinery(work) || ActorRules.IsOfOthers(this, work))
        {
            PoolTrap.Run(work);
            return;
        }

        var owner = OwnerOf(work) ?? Acting ?? _stepping!;
        var task = PendingTask.Of(work, owner);
        if (_isHop && !isMidway && ReferenceEquals(owner, _stepping)) { RunTask(task); }
        else if (!_controlled!.Resumed(Acting, task)) { RunTask(task); }
    }

    private ControlQueue? OwnerOf(object work) => Continuations.FlowOf(work) is { } flow ? OwnerOf(flow) : null;

    /// <summary>The actor that something flows from, if it is one of this room's.</summary>
    private ControlQueue? OwnerOf(ExecutionContext flow) =>
        ActorFlow.OwnerOf(flow) is { } owner && ReferenceEquals(owner.Room, this) ? owner : null;

    private void RunTask(PendingTask task)
    {
        RunAs(task.Actor, task.Run);
        _isHop = task.IsHop;
    }

    private void TakeOver()
    {
        for (_hasReadyElsewhere = false; _readyElsewhere.TryDequeue(out var late);) { _ready.Enqueue(late); }
    }

    /// <summary>
    /// Has an idle actor handle what was delivered; its mailbox is run only when more came of that, as it would do
    /// itself.
    /// </summary>
    private void Handle(ControlQueue queue)
    {
        var before = _running;
        _running = queue;
        _flow.Switch(queue);
        try
        {
            queue.Handle();
        }
        finally
        {
            _running = before;
            queue.Granted = 0;
        }

        if (queue.HasSystemMessages) { Run(queue.Mailbox!); }
        else { GoOn(queue); }
    }

    private void Run(IRunnable runnable)
    {
        if (runnable is not Mailbox { MessageQueue: ControlQueue queue } mailbox)
        {
            runnable.Run();
            return;
        }

        queue.BelongTo(mailbox);
        if (!ReferenceEquals(queue, _stepping)) { _controlled!.Touched(queue, !queue.HasRun); }
        if (!queue.HasRun) { _unborn.Remove(mailbox); }
        (queue.HasRun, queue.HasSystemMessages) = (true, false);
        RunAs(queue, mailbox.Run);
        queue.Granted = 0;
        GoOn(queue);
    }

    /// <summary>If an actor holds messages that it may handle, it does so one step for each.</summary>
    internal void GoOn(ControlQueue queue)
    {
        if (!queue.HasLeft || queue.WillGoOn || !OpenMailbox.Is(queue.Mailbox!)) { return; }
        queue.WillGoOn = _controlled!.Resumed(Acting, new("what it held", queue, () => Next(queue)));
        if (!queue.WillGoOn) { Next(queue); }
    }

    private void Next(ControlQueue queue)
    {
        (queue.WillGoOn, queue.Granted) = (false, 1);
        Run(queue.Mailbox!);
    }

    private void RunAs(ControlQueue? actor, Action run)
    {
        var before = _running;
        _running = actor;
        if (actor is not null) { _flow.Switch(actor); }
        try
        {
            run();
        }
        finally
        {
            _running = before;
            if (before is not null) { _flow.Switch(before); }
        }
    }
}
