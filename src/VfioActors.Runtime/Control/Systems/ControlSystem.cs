using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>One actor system under control, used for many runs.</summary>
internal sealed class ControlSystem : IDisposable
{
    /// <summary>
    /// Ending takes a few milliseconds. An actor that blocks its thread never ends, and nobody shall wait for it.
    /// </summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(1);

    private readonly ActorSystem _system;
    private readonly BlockWatch _watch;
    private readonly NameClashes _clashes;

    /// <param name="spinning">Is told of an actor that spins.</param>
    internal ControlSystem(Config config, TaskCompletionSource<string> spinning)
    {
        ActorRules.CheckDefaults(config);
        var reference = RuntimeSettings.Reference;
        var controlled = config.WithFallback(reference).GetConfig(RuntimeSettings.Control);
        Settings = RuntimeSettings.From(config.WithFallback(reference));
        var bootstrap = BootstrapSetup.Create().WithConfig(controlled.WithFallback(config).WithFallback(reference));
        _system = ActorSystem.Create("controlled", ActorSystemSetup.Create(bootstrap, new ControlSetup(Room)));
        TaskCompletionSource<ControlQueue> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Extended.SystemActorOf(Props.CreateBy(new ControlHostProducer(ready)), ControlPaths.Root);
        Host = ready.Task.GetAwaiter().GetResult();
        Room.Stream = new(Room);
        Room.Stream.TakeOver(Extended);
        new MishapEar(Room, Extended).Listen();
        ActorRules.RefuseShutdown(Room, _system);
        Room.Open();
        _watch = new(Room, Settings.StepCpu, spinning);
        _clashes = new(Room);
        ((VirtualScheduler)_system.Scheduler).Room = Room;
    }

    internal RuntimeSettings Settings { get; }

    internal ControlRoom Room { get; } = new();

    /// <summary>The queue of the parent of all actors.</summary>
    internal ControlQueue Host { get; }

    internal ActorSystem System => _system;

    /// <summary>The cell of the parent of all actors at the top.</summary>
    internal ActorCell GuardianCell => (ActorCell)((ActorRefWithCell)Extended.Guardian).Underlying;

    private ExtendedActorSystem Extended => (ExtendedActorSystem)_system;

    /// <summary>Has the parent do something, on the thread that asks.</summary>
    internal void Do(Action<IActorContext> act, IControlled controlled) =>
        Room.Deliver(Host, new(act, ActorRefs.NoSender), controlled);

    /// <summary>What threads of the pool have begun in the name of an actor is in what is said.</summary>
    /// <exception cref="UncontrolledException">Something is not controlled.</exception>
    internal void CheckControlled()
    {
        if (Room.IsControlled) { return; }
        _watch.Settle();
        PoolPass.Wait();
        throw new UncontrolledException(Room.Uncontrolled);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _clashes.Dispose();
        ((VirtualScheduler)_system.Scheduler).Room = null;
        Room.Close();
        _system.Terminate().Wait(EndsWithin);
    }
}
