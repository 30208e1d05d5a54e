using System.Collections.Concurrent;
using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Dispatch;

namespace VfioActors.Runtime;

/// <summary>All actors of a topology as running Akka.NET actors, each a child of one parent.</summary>
/// <remarks>
/// Nothing restarts with its state lost: an actor that breaks a promise stops and is reported, what is sent to it
/// afterwards is dropped, the others go on. The states may be looked at when the system is at rest.
/// </remarks>
public sealed class BehaviorSystem : IWorldView, IAsyncDisposable
{
    private readonly Shell[] _shells;
    private readonly Steps _steps;
    private readonly RuntimeSettings _settings;
    private readonly BehaviorSystemOptions _options;
    private readonly ConcurrentQueue<BrokenPromise> _broken = new();
    private readonly ConcurrentDictionary<(ActorId, string), bool> _reported = new();
    private readonly SystemMeter _meter;
    private long _toldFromOutside;
    private long _dead;

    private BehaviorSystem(ActorSystem system, Topology topology, BehaviorSystemOptions options)
    {
        _options = options;
        _settings = RuntimeSettings.From(system.Settings.Config);
        ActorSystem = system;
        Topology = topology;
        Directory = new(topology, options.Outside);
        FreePerformer performer = new(Directory, system.Scheduler, options.Chooser, _settings.Tick);
        _steps = new(topology, performer, options, _settings, Report);
        Journal never = new(keeps: false);
        _shells =
        [
            .. topology.Actors.Select(actor =>
                new Shell(topology.Make(actor, never), options.Recorder?.LogOf(actor), _settings.LastSteps)),
        ];
        _meter = new(this);
    }

    /// <summary>The actor system that the actors run in.</summary>
    public ActorSystem ActorSystem { get; }

    /// <inheritdoc/>
    public Topology Topology { get; }

    /// <summary>Who the actors are.</summary>
    public ActorDirectory Directory { get; }

    /// <summary>The parent of all actors: stop it, and all stop.</summary>
    public IActorRef Root { get; private set; } = ActorRefs.Nobody;

    /// <summary>
    /// The promises that were broken so far, in the order of being reported: each property once for each actor.
    /// </summary>
    public IReadOnlyCollection<BrokenPromise> Broken => _broken;

    /// <summary>How many messages, timers and answers were handled so far.</summary>
    public long Deliveries => _shells.Sum(shell => shell.Steps);

    /// <summary>How many messages, timers and choices are on their way, about.</summary>
    public long InFlight
    {
        get
        {
            var received = Received();
            return Sent() - received;
        }
    }

    /// <summary>
    /// Whether everything that was sent has been handled. Stays so until somebody outside sends something.
    /// </summary>
    /// <remarks>
    /// Mattern, "Algorithms for Distributed Termination Detection", 1987: what was handled is counted before what was
    /// sent, so that equal sums prove that at the moment between nothing was on its way.
    /// </remarks>
    public bool IsAtRest => InFlight == 0;

    /// <summary>Starts the actors: all are there before the first of them hears anything.</summary>
    public static async Task<BehaviorSystem> StartAsync(
        ActorSystem system, Topology topology, BehaviorSystemOptions options)
    {
        system.Settings.InjectTopLevelFallback(RuntimeSettings.Reference);
        BehaviorSystem started = new(system, topology, options);
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var parent = options.Parent ?? system;
        started.Root = parent.ActorOf(Props.CreateBy(new TreeProducer(started, ready)), options.Name);
        await ready.Task.ConfigureAwait(false);
        return started;
    }

    /// <summary>Waits until the system is at rest.</summary>
    public async Task RestAsync(CancellationToken cancellation = default)
    {
        while (!IsAtRest) { await Task.Delay(_settings.RestPoll, cancellation).ConfigureAwait(false); }
    }

    /// <summary>Sends a message from outside.</summary>
    /// <returns>False when too many are on their way already: nothing was sent.</returns>
    /// <exception cref="InvalidOperationException">
    /// The run is recorded: a recording holds orders, not what strangers said.
    /// </exception>
    public bool TryTell<T>(ActorId from, ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        if (_options.Recorder is not null)
        {
            throw new InvalidOperationException("a recorded system hears nothing from outside");
        }

        if (InFlight >= _settings.InFlightMax) { return false; }
        // What goes to strangers is theirs, and what they say is counted when it comes.
        var isOurs = !Directory.IsOutside(from) && !Directory.IsOutside(to);
        if (isOurs) { Interlocked.Increment(ref _toldFromOutside); }
        Directory[to].Tell(new PooledEnvelope(Envelope.Of(from, to, in message)), ActorRefs.NoSender);
        return true;
    }

    /// <summary>
    /// Has the earliest timer of an actor fire now, if it has one. Its time comes later and does nothing.
    /// </summary>
    public void Expire(ActorId actor) => Directory[actor].Tell(Runtime.Expire.Instance, ActorRefs.NoSender);

    /// <inheritdoc/>
    public State StateOf(ActorId actor) => _shells[actor.Value - 1].Cell.State;

    /// <summary>The actor's cell; to be looked at when the system is at rest.</summary>
    public Cell CellOf(ActorId actor) => _shells[actor.Value - 1].Cell;

    /// <summary>How many messages, timers and answers an actor handled so far.</summary>
    public long DeliveriesOf(ActorId actor) => _shells[actor.Value - 1].Steps;

    /// <inheritdoc/>
    public string NameOf(ActorId actor) => Topology.NameOf(actor);

    /// <summary>Stops the actors and waits until they are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Root.IsNobody()) { await Root.GracefulStop(Timeout.InfiniteTimeSpan).ConfigureAwait(false); }
        _meter.Dispose();
        _steps.Dispose();
    }

    /// <summary>How many messages waited for an actor when it last looked, for which most did.</summary>
    internal int LongestQueue => _shells.Select(shell => shell.QueueSeen).DefaultIfEmpty().Max();

    /// <summary>Makes the actors, starts each of them, and only then does what their starts ask for.</summary>
    internal void Plant(IActorContext context)
    {
        var props = Props.CreateBy(new BehaviorProducer(ShellOf, _steps));
        if (_options.Dispatcher.Length > 0) { props = props.WithDispatcher(_options.Dispatcher); }
        foreach (var shell in _shells)
        {
            _steps.Enter(shell);
            if (Directory.IsOutside(shell.Cell.Id)) { continue; }
            shell.Self = context.ActorOf(props, Topology.NameOf(shell.Cell.Id));
            Directory.Enter(shell.Cell.Id, shell.Self);
        }

        Shell[] inside = [.. _shells.Where(shell => !Directory.IsOutside(shell.Cell.Id))];
        foreach (var shell in inside) { _steps.Start(shell); }
        foreach (var shell in inside.Where(one => one.Beginning is not null).ToList())
        {
            shell.Self.Tell(Begin.Instance, ActorRefs.NoSender);
        }
    }

    internal bool Owns(PooledEnvelope pooled, IActorRef recipient) =>
        pooled.Envelope.To.Value <= Topology.Count && !_steps.IsOfStranger(in pooled.Envelope)
        && !Directory.IsOutside(pooled.Envelope.To) && recipient.Equals(Directory[pooled.Envelope.To]);

    internal void CountDead() => Interlocked.Increment(ref _dead);

    private Shell ShellOf(string name) =>
        Topology.TryFind(name, out var actor)
            ? _shells[actor.Value - 1]
            : throw new ArgumentException($"the topology has no actor {name}");

    private void Report(BrokenPromise broken)
    {
        // What is broken stays broken: the first time says it all.
        if (!_reported.TryAdd((broken.Actor, broken.Property), true)) { return; }
        _broken.Enqueue(broken);
        _options.Broken(broken);
    }

    private long Received()
    {
        var sum = Volatile.Read(ref _dead);
        foreach (var shell in _shells) { sum += shell.Received; }
        return sum;
    }

    private long Sent()
    {
        var sum = Volatile.Read(ref _toldFromOutside);
        foreach (var shell in _shells) { sum += shell.Sent; }
        return sum;
    }
}
