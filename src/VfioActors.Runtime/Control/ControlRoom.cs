using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch;

namespace VfioActors.Runtime.Control;

/// <summary>
/// Where the actors of one controlled system are run: one message at a time, on the thread that asks for it.
/// </summary>
/// <remarks>
/// Akka.NET has a mailbox executed exactly when it becomes runnable; here it waits until the step in hand is over, and
/// then everything that became runnable is run, which is system messages and continuations: they come before messages.
/// </remarks>
internal sealed class ControlRoom
{
    /// <summary>The path of the parent of all controlled actors.</summary>
    internal const string Root = "control";

    internal const string RootPath = "/user/" + Root;

    private readonly Queue<IRunnable> _ready = new();
    private readonly ConcurrentQueue<IRunnable> _readyElsewhere = new();
    private readonly ConcurrentQueue<string> _uncontrolled = new();
    private readonly ControlPosts _posts;
    private IControlled? _controlled;
    private ControlQueue? _running;
    private ControlQueue? _stepping;
    private volatile int _thread;
    private volatile bool _hasReadyElsewhere;
    private volatile bool _isControlled = true;
    private int _startingRuns;

    internal ControlRoom() => _posts = new(this);

    /// <summary>Whether no thread but the controlling one runs an actor any more.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>The time of the actor that runs; null outside of control.</summary>
    internal TimeSpan? Now => IsInside ? Time : null;

    /// <summary>The time of the actor whose step it is.</summary>
    internal TimeSpan Time { get; set; }

    /// <summary>What is not controlled, in words.</summary>
    internal IReadOnlyCollection<string> Uncontrolled => _uncontrolled;

    /// <summary>Whether everything is.</summary>
    internal bool IsControlled => _isControlled;

    /// <summary>Whether the calling thread is the controlling one, in a step.</summary>
    internal bool IsInside => Environment.CurrentManagedThreadId == _thread;

    internal static bool Controls(IActorRef? actor)
    {
        return actor is not null && Controls(actor.Path);
    }

    internal static bool Controls(Akka.Actor.ActorPath actor)
    {
        var path = actor.ToStringWithoutAddress();
        return path.StartsWith(RootPath, StringComparison.Ordinal)
            && (path.Length == RootPath.Length || path[RootPath.Length] == '/');
    }

    /// <summary>Whether it is the parent of all.</summary>
    internal static bool IsRoot(IActorRef actor) => actor.Path.ToStringWithoutAddress() == RootPath;

    /// <summary>From now on the calling thread is the controlling one, whenever it is inside.</summary>
    internal void Open()
    {
        SpinWait spin = default;
        while (Volatile.Read(ref _startingRuns) > 0) { spin.SpinOnce(); }
        IsOpen = true;
    }

    /// <summary>From now on threads run actors as they become runnable: to let the system end.</summary>
    internal void Close() => IsOpen = false;

    /// <summary>Runs an actor with a message, and all that becomes runnable by it.</summary>
    internal void Deliver(ControlQueue to, in Akka.Actor.Envelope envelope, IControlled controlled)
    {
        if (to.IsStopped)
        {
            Enter(controlled, to, new ActionRunnable(to.LetterFor(envelope)));
            return;
        }

        var isIdle = to.IsIdle;
        to.Deliver(in envelope);
        Enter(controlled, to, isIdle ? null : to.Mailbox);
    }

    /// <summary>Lets a timer fire in the name of an actor.</summary>
    /// <returns>Whether it may fire again.</returns>
    internal bool Fire(VirtualTimer timer, ControlQueue setter, IControlled controlled)
    {
        var again = false;
        Enter(controlled, setter, new ActionRunnable(() => again = timer.Fire()));
        return again;
    }

    /// <summary>An actor is made.</summary>
    internal void Make(ControlQueue queue)
    {
        if (IsInside) { _controlled!.Made(_running, queue); }
    }

    internal void Post(ControlQueue to, in Akka.Actor.Envelope envelope)
    {
        if (IsInside) { PostInside(to, in envelope); }
        else { Report($"{envelope.Message.GetType().Name} to {to.Owner.Path.Name} was sent by another thread"); }
    }

    /// <summary>Something went wrong; what other threads do is not looked at.</summary>
    internal void Hear(in Mishap mishap)
    {
        if (IsInside) { _controlled!.Went(in mishap); }
    }

    internal void Report(string reason)
    {
        _uncontrolled.Enqueue(reason);
        _isControlled = false;
    }

    internal void Execute(IRunnable run)
    {
        if (IsInside && !IsFree(run)) { _ready.Enqueue(run); }
        else if (!IsOpen || IsFree(run)) { ExecuteFreely(run); }
        else
        {
            var name = run is Mailbox { MessageQueue: ControlQueue queue } ? queue.Owner.Path.Name : "a continuation";
            Report($"a system message to {name} was sent by another thread");
            _readyElsewhere.Enqueue(run);
            _hasReadyElsewhere = true;
        }
    }

    internal bool TrySchedule(VirtualTimer timer)
    {
        if (!IsInside) { return false; }
        _controlled!.Scheduled(_running, timer);
        return true;
    }

    /// <summary>
    /// What an actor awaits goes on by its own task scheduler, which a synchronization object of ours would hide.
    /// </summary>
    internal void LeaveTasksToActors()
    {
        if (IsInside) { SynchronizationContext.SetSynchronizationContext(null); }
    }

    /// <summary>A continuation that somebody hands to the controlling thread.</summary>
    internal void Continue(SendOrPostCallback callback, object? state)
    {
        var actor = _running;
        if (IsInside) { _ready.Enqueue(new ActionRunnable(() => RunAs(actor, () => callback(state)))); }
        else { Report("a continuation was posted by another thread"); }
    }

    /// <summary>What goes wrong here is thrown into the code of the actor that sends, which may pass over it.</summary>
    private void PostInside(ControlQueue to, in Akka.Actor.Envelope envelope)
    {
        try
        {
            _controlled!.Posted(_running, to, in envelope);
        }
        catch (InvalidOperationException failure)
        {
            Report(failure.Message);
            throw;
        }
    }

    private static bool IsFree(IRunnable run) => run is Mailbox { MessageQueue: not ControlQueue };

    private void Enter(IControlled controlled, ControlQueue step, IRunnable? first)
    {
        var outside = SynchronizationContext.Current;
        if (!ReferenceEquals(_controlled, controlled)) { _controlled = controlled; }
        _stepping = step;
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            if (_hasReadyElsewhere) { TakeOver(); }
            if (first is null) { Handle(step); }
            else if (first is Mailbox) { Run(first); }
            else { RunAs(step, first.Run); }
            while (_ready.TryDequeue(out var next)) { Run(next); }
        }
        finally
        {
            if (_ready.Count > 0) { _ready.Clear(); }
            (_stepping, _thread) = (null, 0);
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }

    private void TakeOver()
    {
        _hasReadyElsewhere = false;
        while (_readyElsewhere.TryDequeue(out var late)) { _ready.Enqueue(late); }
    }

    /// <summary>
    /// Has an idle actor handle what was delivered; its mailbox is run only when more came of that, as it would do
    /// itself.
    /// </summary>
    private void Handle(ControlQueue queue)
    {
        SynchronizationContext.SetSynchronizationContext(_posts);
        var before = _running;
        _running = queue;
        try
        {
            queue.Handle();
        }
        finally
        {
            _running = before;
        }

        if (queue.HasSystemMessages || queue.HasMessages) { Run(queue.Mailbox!); }
    }

    private void Run(IRunnable runnable)
    {
        if (runnable is not Mailbox { MessageQueue: ControlQueue queue } mailbox)
        {
            SynchronizationContext.SetSynchronizationContext(_posts);
            runnable.Run();
            return;
        }

        queue.BelongTo(mailbox);
        if (!ReferenceEquals(queue, _stepping)) { _controlled!.Touched(queue, !queue.HasRun); }
        (queue.HasRun, var hasTasks, queue.HasTasks) = (true, queue.HasTasks, false);
        queue.HasSystemMessages = false;
        SynchronizationContext.SetSynchronizationContext(hasTasks ? null : _posts);
        var before = _running;
        _running = queue;
        try
        {
            mailbox.Run();
        }
        finally
        {
            _running = before;
        }
    }

    private void RunAs(ControlQueue? actor, Action run)
    {
        var before = _running;
        _running = actor;
        try
        {
            run();
        }
        finally
        {
            _running = before;
        }
    }

    private void ExecuteFreely(IRunnable run)
    {
        Interlocked.Increment(ref _startingRuns);
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                try
                {
                    run.Run();
                }
                finally
                {
                    Interlocked.Decrement(ref _startingRuns);
                }
            },
            null);
    }

    /// <summary>Hands continuations of the controlling thread back to it.</summary>
    private sealed class ControlPosts(ControlRoom room) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => room.Continue(d, state);

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
