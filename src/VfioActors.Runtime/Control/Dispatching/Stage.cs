using Akka.Actor;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>Where a run of real actors begins: makes actors and sends the first messages.</summary>
public sealed class Stage
{
    private readonly SortedDictionary<string, KeptActor> _kept = new(StringComparer.Ordinal);
    private readonly List<KeptActor> _asked = [];
    private KeptActor[] _inOrder = [];
    private int _next;

    private readonly ControlRoom _room;
    private readonly List<object> _shared = [];
    private readonly HashSet<int> _toldNumbers = [];
    private readonly HashSet<object> _told = new(ReferenceEqualityComparer.Instance);

    internal Stage(ControlRoom room) => _room = room;

    /// <summary>The actor system; it serves many runs.</summary>
    public ActorSystem System => Parent.System;

    internal IActorContext Parent { get; private set; } = null!;

    /// <summary>Whether an actor is being made that serves many runs.</summary>
    internal bool IsKeeping { get; private set; }

    /// <summary>The actors that serve many runs, in the order of their names.</summary>
    internal ReadOnlySpan<KeptActor> Kept => _inOrder;

    /// <summary>Whether actors were made that serve one run.</summary>
    internal bool HasOthers { get; private set; }

    /// <summary>Makes an actor, in the fastest way that there is.</summary>
    /// <param name="make">
    /// Makes it, as in <c>() => new Account(ledger)</c>. <c>Props.Create</c> with an expression has it compiled for
    /// each actor of each run, which costs more than the run.
    /// </param>
    /// <param name="name">Its name, the same in every run.</param>
    /// <param name="reset">
    /// A message by which the actor becomes as new: then it is made once and serves all runs, which is several times as
    /// fast. Null to make it anew for each run.
    /// </param>
    public IActorRef Create<TActor>(Func<TActor> make, string name, object? reset = null)
        where TActor : ActorBase =>
        Known(name) ?? Make(Props.CreateBy(new WrittenProducer<TActor>(make)), name, reset);

    /// <summary>Makes an actor.</summary>
    /// <param name="props">How. Whatever dispatcher it names, the actor is controlled.</param>
    /// <param name="name">Its name, the same in every run.</param>
    /// <param name="reset">
    /// A message by which the actor becomes as new: then it is made once and serves all runs, which is several times as
    /// fast. Null to make it anew for each run.
    /// </param>
    public IActorRef Create(Props props, string name, object? reset = null) =>
        Known(name) ?? Make(props, name, reset);

    /// <summary>Makes an actor.</summary>
    /// <param name="props">
    /// Says how, when it must be made: one that serves all runs is then no work in any but the first.
    /// </param>
    /// <param name="name">Its name, the same in every run.</param>
    /// <param name="reset">A message by which the actor becomes as new; null to make it anew for each run.</param>
    public IActorRef Create(Func<Props> props, string name, object? reset = null) =>
        Known(name) ?? Make(props(), name, reset);

    /// <summary>
    /// Declares an object that several actors use beside their messages, such as a list that they all write to, so that
    /// <see cref="Touches"/> tells it apart from others. Objects are declared in the same order in every run.
    /// </summary>
    /// <returns>The object.</returns>
    public T Share<T>(T shared)
        where T : class
    {
        _shared.Add(shared);
        return shared;
    }

    /// <summary>
    /// Says that the actor whose step it is uses an object that other actors use too. A search that leaves out orders
    /// that come to the same, as <c>dpor</c>, then tries both orders of any two steps of which one changes what the
    /// other uses; of what it is not told it knows nothing.
    /// </summary>
    /// <param name="shared">The object; all that were not declared by <see cref="Share"/> count as one.</param>
    /// <param name="changes">Whether it is changed, or only looked at.</param>
    public void Touches(object shared, bool changes = true)
    {
        var number = _shared.FindIndex(one => ReferenceEquals(one, shared));
        if (number < 0) { _told.Add(shared); }
        else { _toldNumbers.Add(number); }
        _room.Hearer?.Shared(SharedKind.Object, null, number < 0 ? int.MaxValue : number, changes);
    }

    /// <summary>Sends a message. Nobody hears the answers.</summary>
    public void Tell(IActorRef to, object message) => to.Tell(message, Parent.Self);

    /// <summary>Whether actors say when they use an object.</summary>
    internal bool IsTold(object one) =>
        _told.Contains(one)
        || _toldNumbers.Any(number => number < _shared.Count && ReferenceEquals(_shared[number], one));

    internal bool Keeps(IActorRef actor) =>
        _kept.TryGetValue(actor.Path.Name, out var kept) && kept.Actor.Equals(actor);

    /// <summary>A run begins.</summary>
    internal void Open(IActorContext parent)
    {
        (Parent, HasOthers, _next) = (parent, false, 0);
        if (_shared.Count > 0) { _shared.Clear(); }
        if (_told.Count > 0) { _told.Clear(); }
    }

    /// <summary>Most runs ask for the same actors in the same order.</summary>
    private IActorRef? Known(string name)
    {
        if (_next < _asked.Count && _asked[_next] is var likely && likely.Name == name && !likely.IsStopped)
        {
            _next++;
            return likely.Actor;
        }

        return _kept.TryGetValue(name, out var kept) && !kept.IsStopped ? kept.Actor : null;
    }

    private IActorRef Make(Props props, string name, object? reset)
    {
        IsKeeping = reset is not null;
        var actor = System.ActorOf(props, name);
        IsKeeping = false;
        if (reset is null)
        {
            HasOthers = true;
            return actor;
        }

        if (_kept.TryGetValue(name, out var stopped)) { _asked.Remove(stopped); }
        _asked.Add(_kept[name] = new(name, actor, reset));
        _inOrder = [.. _kept.Values];
        return actor;
    }
}
