using Akka.Actor;

namespace VfioActors.Runtime.Control;

/// <summary>Where a run of real actors begins: makes actors and sends the first messages.</summary>
public sealed class Stage
{
    private readonly SortedDictionary<string, KeptActor> _kept = new(StringComparer.Ordinal);
    private readonly List<KeptActor> _asked = [];
    private KeptActor[] _inOrder = [];
    private int _next;

    internal Stage()
    {
    }

    /// <summary>The actor system; it serves many runs.</summary>
    public ActorSystem System => Parent.System;

    internal IActorContext Parent { get; private set; } = null!;

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

    /// <summary>Sends a message. Nobody hears the answers.</summary>
    public void Tell(IActorRef to, object message) => to.Tell(message, Parent.Self);

    internal bool Keeps(IActorRef actor) =>
        _kept.TryGetValue(actor.Path.Name, out var kept) && kept.Actor.Equals(actor);

    /// <summary>A run begins.</summary>
    internal void Open(IActorContext parent) => (Parent, HasOthers, _next) = (parent, false, 0);

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
        var actor = Parent.ActorOf(props, name);
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
