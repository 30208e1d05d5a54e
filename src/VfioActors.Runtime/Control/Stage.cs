using Akka.Actor;

namespace VfioActors.Runtime.Control;

/// <summary>Where a run of real actors begins: makes actors and sends the first messages.</summary>
public sealed class Stage
{
    private readonly SortedDictionary<string, KeptActor> _kept = new(StringComparer.Ordinal);

    internal Stage()
    {
    }

    /// <summary>The actor system; it serves many runs.</summary>
    public ActorSystem System => Parent.System;

    internal IActorContext Parent { private get; set; } = null!;

    internal SortedDictionary<string, KeptActor>.ValueCollection Kept => _kept.Values;

    /// <summary>Whether actors were made that serve one run.</summary>
    internal bool HasOthers { get; set; }

    /// <summary>Makes an actor.</summary>
    /// <param name="props">How. It must not name a dispatcher or mailbox of its own.</param>
    /// <param name="name">Its name, the same in every run.</param>
    /// <param name="reset">
    /// A message by which the actor becomes as new: then it is made once and serves all runs, which is several times as
    /// fast. Null to make it anew for each run.
    /// </param>
    public IActorRef Create(Props props, string name, object? reset = null)
    {
        if (_kept.TryGetValue(name, out var kept) && !kept.IsStopped) { return kept.Actor; }
        var actor = Parent.ActorOf(props, name);
        if (reset is null) { HasOthers = true; }
        else { _kept[name] = new(actor, reset); }
        return actor;
    }

    /// <summary>Sends a message. Nobody hears the answers.</summary>
    public void Tell(IActorRef to, object message) => to.Tell(message, Parent.Self);

    internal bool Keeps(IActorRef actor) =>
        _kept.TryGetValue(actor.Path.Name, out var kept) && kept.Actor.Equals(actor);
}
