using System.Runtime.InteropServices;
using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Mishaps;
using VfioActors.Runtime.Control.Sharing;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Runtime.Control.Systems;
using ActorPath = VfioActors.Runtime.Control.Steps.ActorPath;

namespace VfioActors.Runtime.Control.Sessions;

/// <summary>
/// Real actors that follow worlds: each step of a world is a step of theirs. A world goes back by taking steps back;
/// actors go back by beginning again and taking the same steps.
/// </summary>
internal sealed class ActorSession : IControlled, IDisposable
{
    private readonly ControlSystem _system;
    private readonly Stage _stage;
    private readonly Opening _opens;
    private readonly ActorNetwork _network = new();
    private readonly SharedThings _shared;
    private readonly SharedDeeds _touched;
    private readonly List<ActorDeed> _deeds = [];
    private readonly MessageTypes _types = new();
    private ActorPath? _live;
    private readonly OutsideMessages _outside = new();
    private TimerChain? _chain;
    private readonly StepSource _source;
    private bool _isResetting;

    internal ActorSession(ControlSystem system, Action<Stage> begin)
    {
        (_system, _stage) = (system, new(system.Room));
        _opens = new(system, _stage, begin);
        Places = new(system.Settings.ControlledActors, system.Room.Report);
        _source = new(Places);
        AtRest = new(Places, _stage);
        Cuts = new(system.Settings.TimerFirings, AtRest.Doubts);
        _touched = new(_shared = new(Places), _deeds);
        ActorDiscovery.Run(this);
        Places.Freeze();

        // What was learned is told by places, and these are others now.
        _touched = new(_shared = new(Places), _deeds);
        _outside.BeginAs(LeftOut.Nothing);
        ActorDiscovery.Run(this);
        Begin();
        _outside.Freeze();
        Mishaps.BeginCounting();
    }

    /// <summary>
    /// Taken for each step of a world and what is made of it: several workers may explore the same actors, and each
    /// finds them where it left them.
    /// </summary>
    internal Turn Turn { get; } = new();

    /// <summary>The messages from outside with which a run begins, in words.</summary>
    internal IReadOnlyList<string> Told => _outside.Told;

    /// <summary>What is looked at when a run is at rest.</summary>
    internal ActorsAtRest AtRest { get; }

    /// <summary>The timers that were cut in the run in hand.</summary>
    internal TimerCuts Cuts { get; }

    /// <summary>Who the actors are.</summary>
    internal ActorPlaces Places { get; }

    /// <summary>What went wrong in the run so far.</summary>
    internal MishapLog Mishaps { get; } = new();

    /// <summary>How many things actors may share beside their messages.</summary>
    internal int SharedThings => _shared.Count;

    /// <summary>Grows when steps turn out to touch more than was said of earlier ones.</summary>
    internal int Learned => _shared.Learned;

    /// <summary>What the last step did.</summary>
    internal ReadOnlySpan<ActorDeed> Deeds => CollectionsMarshal.AsSpan(_deeds);

    /// <summary>What the actor was given in the last step.</summary>
    internal object Heard { get; private set; } = "";

    /// <summary>What is not controlled.</summary>
    internal UncontrolledReasons Uncontrolled => _system.Room.Uncontrolled;

    public void Dispose()
    {
        // Actors that were made and have not started yet can be ended by nobody else.
        _isResetting = true;
        _opens.Stop(this);
        _system.Dispose();
    }

    /// <exception cref="UncontrolledException">Something is not controlled.</exception>
    internal void CheckControlled() => _system.CheckControlled();

    void IControlled.Posted(ControlQueue? from, ControlQueue to, in Akka.Actor.Envelope envelope)
    {
        if (_isResetting || IsLeftOut(from, to, "is told", envelope.Message)) { return; }

        // Its watcher sends itself the word that an actor is gone: it must not overtake that actor's last words.
        var isWord = envelope.Message is Terminated gone && ControlPaths.Controls(gone.ActorRef);
        var source = isWord ? Places.PlaceOf(((Terminated)envelope.Message).ActorRef) : _source.PlaceOf(from);

        // Of one who was gone when it was watched, the watcher hears in its own step: the other has no part in it yet.
        if (isWord && source != _source.Stepper) { _deeds.Add(new(ActorDeedKind.Ran, source, 0, 0)); }
        var target = Places.PlaceOf(to);
        if (envelope.Message is ActorIdentity { Subject: null })
        {
            foreach (var parent in _shared.Changing) { _touched.LookAt(source, parent); }
        }

        _touched.LookAtLife(source, target);
        _network.Add(source, target, to, in envelope, _chain);
        AtRest.Sent(target, envelope.Message, _touched.IsBeginning);
        _deeds.Add(new(ActorDeedKind.Sent, source, target, _types.Of(envelope.Message)));
        _touched.Count(source, target);
        _touched.Asks.Sent(source & ~ActorPlaces.Beside, envelope.Sender);
        to.OnTheirWay++;
    }

    void IControlled.Missed(IActorRef gone)
    {
        if (_isResetting || !ControlPaths.Controls(gone)) { return; }
        _touched.LookAtLife(_source.PlaceOf(_system.Room.Acting), Places.PlaceOf(gone));
    }

    void IControlled.Scheduled(ControlQueue? setter, VirtualTimer timer)
    {
        if (_isResetting) { return; }
        var place = setter is null ? 0 : Places.PlaceOf(setter);
        var before = _chain is null ? 0 : TimerChain.Count(_chain, place, timer.Key);
        (timer.Chain, timer.Due) = (_chain, _system.Room.Time + timer.Delay);
        _touched.Early.Set(timer.To is { } told ? Places.PlaceOf(told) : -1, timer.Delay);
        var number = _network.Add(timer, setter);
        if (Cuts.Cuts(before, new(place, -1, number))) { return; }
        _deeds.Add(new(ActorDeedKind.Scheduled, place, number, VirtualTimer.Milliseconds(timer.Delay)));
    }

    void IControlled.Touched(ControlQueue actor, bool isNew)
    {
        // The parents of all have nothing that anybody could see.
        if (_isResetting || isNew || actor.IsGuardian || ReferenceEquals(actor, _system.Host)) { return; }
        _deeds.Add(new(ActorDeedKind.Ran, Places.PlaceOf(actor), 0, 0));
    }

    void IControlled.Made(ControlQueue? maker, ControlQueue actor)
    {
        AtRest.Living.Add(actor);
        Places.Made(ReferenceEquals(maker, _system.Host) ? null : maker, actor);
    }

    void IControlled.Went(in Mishap mishap)
    {
        if (!_isResetting) { Mishaps.Add(in mishap); }
    }

    bool IControlled.Knows(Exception failure) => Mishaps.Knows(failure);

    bool IControlled.Born(ControlQueue? maker, ControlQueue actor)
    {
        // An actor that serves all runs is there before the first of them, with those that it makes.
        var isKept = _touched.IsBeginning && (_stage.IsKeeping || !ReferenceEquals(maker, _system.Host));
        if (_isResetting || isKept) { return false; }

        // It then starts with its first message, and without one has no part in anything.
        if (IsLeftOut(maker, actor, "starts", "")) { return true; }
        var (source, target) = (_source.PlaceOf(maker), Places.PlaceOf(actor));
        _network.Add(source, target, actor, new(StartMark.Instance, ActorRefs.NoSender), _chain);
        _deeds.Add(new(ActorDeedKind.Sent, source, target, _types.Of(StartMark.Instance)));
        _touched.ChangeChildren(source, _source.ParentOf(actor));
        return true;
    }

    void IControlled.Ended(ControlQueue actor)
    {
        AtRest.Living.Remove(actor);
        if (!_isResetting) { _touched.End(Places.PlaceOf(actor)); }
    }

    bool IControlled.Resumed(ControlQueue? by, PendingTask task)
    {
        if (_isResetting) { return false; }
        var target = Places.PlaceOf(task.Actor);
        var place = _network.Add(target, task, _chain);
        _touched.Touch(_source.PlaceOf(by), Sharing.SharedThings.AsksOf(target), true);
        var who = task.IsBeside ? target + ActorPlaces.Beside : target;
        _deeds.Add(new(ActorDeedKind.Resumed, _source.PlaceOf(by), who, (ulong)place));
        return true;
    }

    void IControlled.Shared(SharedKind kind, IActorRef? actor, int number, bool changes)
    {
        if (_isResetting) { return; }
        if (kind == SharedKind.Children) { _shared.Changed(Places.PlaceOf(actor!)); }
        var by = _source.PlaceOf(_system.Room.Acting);
        _touched.Use(by, _shared.NumberOf(kind, actor, number), changes, isOwn: number >= 0);
    }

    void IControlled.Counted(IActorRef router, ControlQueue routee) =>
        _shared.Counted(Places.PlaceOf(router), Places.PlaceOf(routee));

    void IControlled.Sought(IReadOnlyList<string> path)
    {
        if (_isResetting) { return; }
        _touched.Seek(_source.PlaceOf(_system.Room.Acting), Places.Parents(path));
    }

    /// <summary>Looks at the end of a run.</summary>
    /// <param name="path">The run.</param>
    /// <param name="suspended">Whether to look who is suspended.</param>
    internal void Rested(ActorPath path, bool suspended) => Ask(path, () =>
    {
        Rested(suspended);
        return null;
    });

    /// <summary>What runs cannot show, in words; null for nothing.</summary>
    /// <param name="leavesOrdersOut">Whether orders were left out that come to the same.</param>
    internal string? Unseen(bool leavesOrdersOut) =>
        AtRest.Unseen(leavesOrdersOut, _system.Room.HasDrawn, _touched);

    /// <summary>Looks at the end of the run in hand.</summary>
    internal void Rested(bool suspended) =>
        AtRest.Look(Cuts.AreThere ? null : _touched.Asks, suspended && !Cuts.AreThere);

    /// <summary>Begins a run: what it does are the first deeds.</summary>
    /// <exception cref="UncontrolledException">The actors began in another way before.</exception>
    internal void Begin()
    {
        (_live, _chain) = (null, null);
        _source.Begin();
        Places.Begin();
        AtRest.Begin();
        _isResetting = true;
        foreach (var owed in _network.Owed) { _system.Room.Resume(owed, this); }
        _opens.Clear(this);
        _isResetting = false;
        _network.Clear();
        Cuts.Clear();
        _touched.Asks.Clear();
        Mishaps.Clear();
        _deeds.Clear();
        _system.Room.Time = TimeSpan.Zero;
        _system.Room.Timers.Clear();
        _touched.IsBeginning = true;
        _outside.Begin();
        _opens.Begin(this);
        _touched.IsBeginning = false;
        AtRest.Began();
        _deeds.RemoveAll(deed => deed.Kind == ActorDeedKind.Ran);
        var outcome = ActorPath.OutcomeOf(Deeds);
        if (!_outside.IsAsBefore(outcome)) { throw Changed("at the beginning"); }
    }

    /// <summary>Begins the run of a world that has taken no step yet.</summary>
    internal void Begin(ActorPath path)
    {
        _outside.BeginAs(path.LeftOut);
        Begin();
        (_live, path.Depth) = (path, 0);
    }

    /// <summary>The actors went on where no world did: whoever asks next has them begin again.</summary>
    internal void Leave() => _live = null;

    /// <summary>Takes a step after those that the path has up to a depth.</summary>
    internal ulong Take(ActorPath path, int depth, ActorStep step, TimeSpan now)
    {
        Settle(path, depth);
        _live = null;
        step = step with { Now = now };
        var isAgain = path.Count > depth && path[depth].Step == step;
        Mishaps.IsAgain = isAgain;
        var outcome = Take(step);
        Mishaps.IsAgain = false;
        // What is taken again must do the same.
        if (!isAgain) { path.Keep(depth, step, outcome); }
        else if (outcome != path[depth].Outcome) { throw Changed($"in step {depth}"); }
        (_live, path.Depth) = (path, depth + 1);
        return outcome;
    }

    /// <summary>Asks something of the actors where a path is.</summary>
    internal string? Ask(ActorPath path, Func<string?> question)
    {
        Turn.Enter();
        try
        {
            Settle(path, path.Depth);
            return question();
        }
        finally
        {
            Turn.Exit();
        }
    }

    internal ulong Take(ActorStep step)
    {
        _deeds.Clear();
        _touched.Begin();
        _system.Room.Time = step.Now;
        _source.Begin(step.Actor);
        _touched.Count(step.Actor, _source.Stepper);
        if (step.Timer >= 0) { Fire(step); }
        else if (step.Task >= 0) { Resume(step); }
        else { Deliver(step); }
        AtRest.Stepped(_source.Stepper, Heard is StartMark);
        return ActorPath.OutcomeOf(Deeds);
    }

    private UncontrolledException Changed(string when)
    {
        var reason = $"{when} the actors did something else than the last time the same messages came in the same "
            + "order: they depend on something that is not controlled";
        Uncontrolled.AddChange(reason);
        return new(Uncontrolled);
    }

    private void Deliver(ActorStep step)
    {
        ref readonly var sent = ref _network.Take(step.Sender, step.Actor);
        (Heard, _chain) = (sent.Envelope.Message, sent.Chain);
        if (sent.Queue.IsRouter) { _touched.Touch(step.Actor, Sharing.SharedThings.RouterAt(step.Actor), true); }
        if (Heard is StartMark) { _system.Room.Start(sent.Queue, this); }
        else
        {
            sent.Queue.OnTheirWay--;
            if (step.Actor > 0 && !sent.Queue.IsRouter) { AtRest.Heard(step.Sender, step.Actor, Heard); }
            _touched.Asks.Heard(step.Actor, sent.Envelope.Sender);
            _touched.Answer(step.Actor);
            _system.Room.Deliver(sent.Queue, in sent.Envelope, this);
        }
    }

    private void Resume(ActorStep step)
    {
        var actor = step.Actor & ~ActorPlaces.Beside;
        (var task, _chain) = _network.TakeTask(actor, step.Task);
        Heard = task.What;
        _touched.Answer(actor);
        AtRest.Resumed(actor, task);
        if (task.IsBeside)
        {
            _source.GoBeside(actor);
            _deeds.Add(new(ActorDeedKind.Ran, actor, 0, 0));
        }

        _system.Room.Resume(task, this);
        _source.ComeBack();
    }

    private void Fire(ActorStep step)
    {
        var (timer, setter) = _network.TimerOf(step.Timer);
        Heard = "its timer";
        _chain = new(timer.Chain, step.Actor, timer.Key);
        _touched.Answer(step.Actor);
        if (timer.IsOfNet) { _touched.Touch(step.Actor, Sharing.SharedThings.AsksOf(step.Actor), true); }
        timer.IsTied = _network.IsTied(timer, setter);
        if (!timer.IsEnded)
        {
            if (setter is not null) { AtRest.Fired(step.Actor, setter, timer); }

            // Another thread does so: what it sends may come in between what the actor sends in one step.
            _source.GoBeside(step.Actor);
            _deeds.Add(new(ActorDeedKind.Ran, step.Actor + ActorPlaces.Beside, 0, 0));
        }

        var again = _system.Room.Fire(timer, setter ?? _system.Host, this);
        _source.ComeBack();
        if (!again || Cuts.Cuts(timer.Fired, step)) { return; }
        var interval = VirtualTimer.Milliseconds(timer.Interval!.Value);
        _deeds.Add(new(ActorDeedKind.Scheduled, step.Actor, step.Timer, interval));
    }

    private void Settle(ActorPath path, int depth)
    {
        if (path.Count < depth) { throw new InvalidOperationException("a step was not taken by the actors"); }
        if (ReferenceEquals(_live, path) && path.Depth == depth) { return; }
        Mishaps.IsAgain = true;
        _outside.BeginAs(path.LeftOut);
        Begin();
        for (var at = 0; at < depth; at++)
        {
            var (step, before) = path[at];
            if (Take(step) != before) { throw Changed($"in step {at}"); }
        }

        Mishaps.IsAgain = false;
        (_live, path.Depth) = (path, depth);
    }

    private bool IsLeftOut(ControlQueue? from, ControlQueue to, string what, object message) =>
        _touched.IsBeginning && ReferenceEquals(from, _system.Host) && _outside.Leaves(to, what, message);
}
