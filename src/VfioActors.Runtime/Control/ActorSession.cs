using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Akka.Actor;
using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>
/// Real actors that follow worlds: each step of a world is a step of theirs. A world goes back by taking steps back;
/// actors go back by beginning again and taking the same steps.
/// </summary>
internal sealed class ActorSession : IControlled, IDisposable
{
    private readonly ControlSystem _system;
    private readonly Action<Stage> _begin;
    private readonly Action<IActorContext> _beginOn;
    private readonly Action<IActorContext> _stopChildren;
    private readonly Stage _stage = new();
    private readonly ActorMail _mail = new();
    private readonly List<ActorDeed> _deeds = [];
    private readonly Dictionary<Type, ulong> _types = [];
    private (Type? Type, ulong Hash) _lastType;
    private ActorPath? _live;
    private readonly List<(int To, string Text)> _fromOutside = [];
    private Opening _opening = Opening.Whole;
    private bool _isBeginning;
    private int _told;
    private ExceptionDispatchInfo? _failure;
    private bool _isResetting;

    internal ActorSession(ControlSystem system, Action<Stage> begin)
    {
        (_system, _begin) = (system, begin);
        (_beginOn, _stopChildren) = (BeginOn, StopChildren);
        Places = new(system.Settings.ControlledActors);
        HasTouched = Rehearsal.Run(this);
        Places.Freeze();
        _opening = Opening.Whole;
        Begin();
    }

    /// <summary>
    /// Taken for each step of a world and what is made of it: several workers may explore the same actors, and each
    /// finds them where it left them.
    /// </summary>
    internal Turn Turn { get; } = new();

    /// <summary>Who the actors are.</summary>
    internal ActorPlaces Places { get; }

    /// <summary>What went wrong in the run so far.</summary>
    internal MishapLog Mishaps { get; } = new();

    /// <summary>Whether in the first runs some actor ran in the step of another.</summary>
    internal bool HasTouched { get; }

    /// <summary>The messages from outside with which a run begins: to whom, and what.</summary>
    internal IReadOnlyList<(int To, string Text)> FromOutside => _fromOutside;

    /// <summary>What the last step did.</summary>
    internal ReadOnlySpan<ActorDeed> Deeds => CollectionsMarshal.AsSpan(_deeds);

    /// <summary>What the actor was given in the last step.</summary>
    internal object Heard { get; private set; } = "";

    /// <summary>What is not controlled, in words.</summary>
    internal IReadOnlyCollection<string> Uncontrolled => _system.Room.Uncontrolled;

    public void Dispose() => _system.Dispose();

    /// <exception cref="UncontrolledException">Something is not controlled.</exception>
    internal void CheckControlled()
    {
        if (!_system.Room.IsControlled) { throw new UncontrolledException(Uncontrolled); }
    }

    void IControlled.Posted(ControlQueue? from, ControlQueue to, in Akka.Actor.Envelope envelope)
    {
        if (_isResetting) { return; }

        // Its watcher sends itself the word that an actor is gone: it must not overtake that actor's last words.
        var isWord = envelope.Message is Terminated gone && ControlRoom.Controls(gone.ActorRef);
        var source = isWord ? Places.PlaceOf(((Terminated)envelope.Message).ActorRef) : PlaceOf(from);
        var target = Places.PlaceOf(to);
        var operation = _isBeginning && ReferenceEquals(from, _system.Host) ? Told(target, envelope.Message) : 0;
        if (_opening.Leaves(operation)) { return; }
        _mail.Add(source, target, to, in envelope);
        _deeds.Add(new(ActorDeedKind.Sent, source, target, TypeOf(envelope.Message)) { Operation = operation });
    }

    void IControlled.Scheduled(ControlQueue? setter, VirtualTimer timer)
    {
        if (_isResetting) { return; }
        var number = _mail.Add(timer, setter);
        _deeds.Add(new(ActorDeedKind.Scheduled, PlaceOf(setter), number, Milliseconds(timer.Delay)));
    }

    void IControlled.Touched(ControlQueue actor, bool isNew)
    {
        // The parent of all has nothing that anybody could see.
        if (_isResetting || isNew || ReferenceEquals(actor, _system.Host)) { return; }
        _deeds.Add(new(ActorDeedKind.Ran, Places.PlaceOf(actor), 0, 0));
    }

    void IControlled.Made(ControlQueue? maker, ControlQueue actor) => Places.Made(maker, actor);

    void IControlled.Went(in Mishap mishap)
    {
        if (!_isResetting) { Mishaps.Add(in mishap); }
    }

    /// <summary>Whoever is suspended; null for nobody.</summary>
    internal string? Suspended() => Idleness.Suspended(_system.HostCell);

    /// <summary>Whoever has messages put aside; null for nobody.</summary>
    internal string? Stashing() => Idleness.Stashing(_system.HostCell);

    /// <summary>Begins a run: what it does are the first deeds.</summary>
    /// <exception cref="UncontrolledException">The actors began in another way before.</exception>
    internal void Begin()
    {
        _live = null;
        Places.Begin();
        _isResetting = true;
        foreach (var kept in _stage.Kept)
        {
            if (!kept.IsStopped) { _system.Room.Deliver(kept.Queue, new(kept.Reset, ActorRefs.NoSender), this); }
        }

        if (_stage.HasOthers) { _system.Do(_stopChildren, this); }
        _isResetting = false;
        _mail.Clear();
        Mishaps.Clear();
        _deeds.Clear();
        _system.Room.Time = TimeSpan.Zero;
        (_isBeginning, _told) = (true, 0);
        _fromOutside.Clear();
        _system.Do(_beginOn, this);
        _isBeginning = false;
        _failure?.Throw();
        _deeds.RemoveAll(deed => deed.Kind == ActorDeedKind.Ran);
        var outcome = ActorPath.OutcomeOf(Deeds);
        if (_opening.Outcome is { } before && before != outcome) { throw Changed("at the beginning"); }
        _opening.Outcome = outcome;
    }

    /// <summary>Begins the run of a world that has taken no step yet.</summary>
    internal void Begin(ActorPath path)
    {
        _opening = path.Opening;
        Begin();
        _live = path;
    }

    /// <summary>Takes a step after those that the path has up to a depth.</summary>
    internal ulong Take(ActorPath path, int depth, ActorStep step, TimeSpan now)
    {
        Settle(path, depth);
        path.CutTo(depth);
        _live = null;
        _system.Room.Time = now;
        var outcome = Take(step);
        path.Add(step, outcome);
        _live = path;
        return outcome;
    }

    /// <summary>Asks something of the actors where a path is.</summary>
    internal string? Ask(ActorPath path, Func<string?> question)
    {
        Turn.Enter();
        try
        {
            Settle(path, path.Count);
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
        if (step.Timer >= 0) { Fire(step); }
        else
        {
            ref readonly var sent = ref _mail.Take(step.Sender, step.Actor);
            Heard = sent.Envelope.Message;
            _system.Room.Deliver(sent.Queue, in sent.Envelope, this);
        }

        return ActorPath.OutcomeOf(Deeds);
    }

    private static ulong Milliseconds(TimeSpan time) => (ulong)Math.Ceiling(time.TotalMilliseconds);

    private UncontrolledException Changed(string when)
    {
        var reason = $"{when} the actors did something else than the last time the same messages came in the same "
            + "order: they depend on something that is not controlled";
        _system.Room.Report(reason);
        return new(Uncontrolled);
    }

    private void Fire(ActorStep step)
    {
        var (timer, setter) = _mail.TimerOf(step.Timer);
        Heard = "its timer";
        var again = _system.Room.Fire(timer, setter ?? _system.Host, this);
        if (!again || timer.Fired >= _system.Settings.TimerFirings) { return; }
        _deeds.Add(new(ActorDeedKind.Scheduled, step.Actor, step.Timer, Milliseconds(timer.Interval!.Value)));
    }

    private void Settle(ActorPath path, int depth)
    {
        if (path.Count < depth) { throw new InvalidOperationException("a step was not taken by the actors"); }
        if (ReferenceEquals(_live, path) && path.Count == depth) { return; }
        Mishaps.IsAgain = true;
        _opening = path.Opening;
        Begin();
        for (var at = 0; at < depth; at++)
        {
            var (step, before) = path[at];
            if (Take(step) != before) { throw Changed($"in step {at}"); }
        }

        Mishaps.IsAgain = false;
        path.CutTo(depth);
        _live = path;
    }

    private void StopChildren(IActorContext parent)
    {
        foreach (var child in parent.GetChildren().Where(child => !_stage.Keeps(child))) { parent.Stop(child); }
    }

    private void BeginOn(IActorContext parent)
    {
        _stage.Open(parent);
        _failure = null;
        try
        {
            _begin(_stage);
        }
#pragma warning disable CA1031 // Thrown again where the run was begun: here it would only fail the parent of all.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }

    /// <summary>A message comes from outside.</summary>
    /// <returns>Its number.</returns>
    private int Told(int to, object message)
    {
        _fromOutside.Add((to, MessageText.Of(message)));
        return ++_told;
    }

    private int PlaceOf(ControlQueue? queue) => queue is null ? 0 : Places.PlaceOf(queue);

    private ulong TypeOf(object message)
    {
        if (message.GetType() == _lastType.Type) { return _lastType.Hash; }
        ref var hash = ref CollectionsMarshal.GetValueRefOrAddDefault(_types, message.GetType(), out var known);
        if (!known) { hash = Fingerprint.Of(message.GetType().FullName ?? ""); }
        _lastType = (message.GetType(), hash);
        return hash;
    }
}
