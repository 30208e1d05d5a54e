using System.Runtime.ExceptionServices;
using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Mishaps;
using VfioActors.Runtime.Control.Systems;

namespace VfioActors.Runtime.Control.Hosting;

/// <summary>
/// Runs behaviours on real actors, one step at a time: what comes in goes through a mailbox, what goes out is told to
/// real actors and taken from their mailboxes again, to wait where the world keeps what is on its way.
/// </summary>
internal sealed class ActorHost(ControlSystem system) : IControlled, IDisposable
{
    private readonly Dictionary<string, (IActorRef Actor, ControlQueue Queue)> _actors = new(StringComparer.Ordinal);
    private readonly Outbox _asked = new();
    private readonly Carrier _heard = new();
    private readonly Carrier _sent = new();
    private IHosted? _hosted;
    private Outbox? _world;
    private ExceptionDispatchInfo? _failure;

    /// <summary>How many messages real actors handled.</summary>
    internal long Deliveries { get; private set; }

    public void Dispose() => system.Dispose();

    void IControlled.Posted(ControlQueue? from, ControlQueue to, in Akka.Actor.Envelope envelope)
    {
        Ensure.That(ReferenceEquals(envelope.Message, _sent), "behaviours send nothing but what they ask to be sent");
        _world!.Pass(in _sent.Envelope);
    }

    void IControlled.Scheduled(ControlQueue? setter, VirtualTimer timer) =>
        throw new BrokenPromiseException("behaviours schedule nothing by themselves");

    bool IControlled.Born(ControlQueue? maker, ControlQueue actor) => false;

    void IControlled.Missed(IActorRef gone)
    {
        // A world has said that its actor is gone.
    }

    void IControlled.Ended(ControlQueue actor)
    {
        // None does before the system ends.
    }

    bool IControlled.Resumed(ControlQueue? by, PendingTask task) =>
        throw new BrokenPromiseException("behaviours await nothing");

    void IControlled.Shared(SharedKind kind, IActorRef? actor, int number, bool changes)
    {
        // Behaviours share nothing but what the world knows of.
    }

    void IControlled.Counted(IActorRef router, ControlQueue routee) =>
        throw new BrokenPromiseException("behaviours have no routers");

    void IControlled.Sought(IReadOnlyList<string> path) =>
        throw new BrokenPromiseException("behaviours look for nobody");

    void IControlled.Touched(ControlQueue actor, bool isNew) =>
        Ensure.That(isNew || ReferenceEquals(actor, system.Host), "a step of a behaviour runs one actor");

    void IControlled.Made(ControlQueue? maker, ControlQueue actor)
    {
        // Who they are is for the topology to say.
    }

    void IControlled.Went(in Mishap mishap)
    {
        // What a behaviour throws is kept by itself, and there is nobody else who could fail.
    }

    bool IControlled.Knows(Exception failure) => true;

    /// <summary>The real actor of a name; made when it is first asked for, outside of any step.</summary>
    internal (IActorRef Actor, ControlQueue Queue) ActorOf(string name)
    {
        if (_actors.TryGetValue(name, out var known)) { return known; }
        IActorRef actor = ActorRefs.Nobody;
        system.Do(
            parent => actor = parent.ActorOf(Props.CreateBy(new HostingProducer(this)), name), this);
        return _actors[name] = (actor, ControlQueue.Of(actor));
    }

    /// <summary>Has a real actor take a step, and gives the world what it did.</summary>
    internal void Deliver(IHosted hosted, ControlQueue to, in Envelope envelope, Outbox world)
    {
        _heard.Envelope = envelope;
        Deliver(hosted, to, _heard, world);
    }

    /// <summary>Has a real actor start, and gives the world what it did.</summary>
    internal void Start(IHosted hosted, ControlQueue to, Outbox world) => Deliver(hosted, to, Begin.Instance, world);

    /// <summary>A real actor acts: with an envelope, or at its start.</summary>
    internal void Act(object message, IActorRef self)
    {
        Deliveries++;
        try
        {
            Step(_hosted!, message, self);
        }
#pragma warning disable CA1031 // Thrown again where the step was asked for: the world reports it with its trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }

    private void Deliver(IHosted hosted, ControlQueue to, object message, Outbox world)
    {
        (_hosted, _world, _failure) = (hosted, world, null);
        (_asked.Listening, _asked.NameOf) = (world.Listening, world.NameOf);
        var before = Deliveries;
        system.Room.Deliver(to, new(message, ActorRefs.NoSender), this);
        Ensure.That(Deliveries == before + 1, "a message that is delivered is handled");
        _failure?.Throw();
        foreach (var note in _asked.Notes) { world.Pass(note); }
    }

    private void Step(IHosted hosted, object message, IActorRef self)
    {
        var world = _world!;
        _asked.Open(world);
        if (message is Carrier heard) { hosted.Receive(in heard.Envelope, _asked); }
        else { hosted.Start(_asked); }
        foreach (ref readonly var effect in _asked.Effects)
        {
            if (effect.Kind != EffectKind.Send) { world.Pass(in effect); }
            else
            {
                _sent.Envelope = effect.Envelope;
                hosted.ActorTable.ActorOf(effect.Envelope.To).Tell(_sent, self);
            }
        }
    }
}
