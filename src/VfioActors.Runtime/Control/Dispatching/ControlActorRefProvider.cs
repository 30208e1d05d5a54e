using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;
using Akka.Routing;
using Akka.Serialization;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>
/// Where the actors of a controlled actor system are made; chosen by HOCON. It is Akka.NET's own for local actors, but
/// that controlled actors get the controlled dispatcher and mailbox whatever they ask for, and that what cannot be
/// controlled is refused by its name before it exists.
/// </summary>
public sealed class ControlActorRefProvider : IActorRefProvider
{
    private readonly LocalActorRefProvider _local;
    private readonly ControlRoom _room;
    private readonly ActorRules _rules;

    /// <summary>Called by Akka.NET.</summary>
    public ControlActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        _local = new(systemName, settings, eventStream);
        _room = ControlSetup.RoomOf(settings);
        _rules = new(_room, settings);
    }

    /// <inheritdoc/>
    public IInternalActorRef RootGuardian => _local.RootGuardian;

    /// <inheritdoc/>
    public LocalActorRef Guardian => _local.Guardian;

    /// <inheritdoc/>
    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    /// <inheritdoc/>
    public IActorRef DeadLetters => _local.DeadLetters;

    /// <inheritdoc/>
    public IActorRef IgnoreRef => _local.IgnoreRef;

    /// <inheritdoc/>
    public Akka.Actor.ActorPath RootPath => _local.RootPath;

    /// <inheritdoc/>
    public Settings Settings => _local.Settings;

    /// <inheritdoc/>
    public Deployer Deployer => _local.Deployer;

    /// <inheritdoc/>
    public IInternalActorRef TempContainer => _local.TempContainer;

    /// <inheritdoc/>
    public Task TerminationTask => _local.TerminationTask;

    /// <inheritdoc/>
    public Address DefaultAddress => _local.DefaultAddress;

    /// <inheritdoc/>
    public Information SerializationInformation => _local.SerializationInformation;

    /// <inheritdoc/>
    public void Init(ActorSystemImpl system) => _local.Init(system);

    /// <inheritdoc/>
    public IActorRef RootGuardianAt(Address address) => _local.RootGuardianAt(address);

    /// <inheritdoc/>
    public Akka.Actor.ActorPath TempPath() => _local.TempPath();

    /// <inheritdoc/>
    public void RegisterTempActor(IInternalActorRef actorRef, Akka.Actor.ActorPath path) =>
        _local.RegisterTempActor(actorRef, path);

    /// <inheritdoc/>
    public void UnregisterTempActor(Akka.Actor.ActorPath path) => _local.UnregisterTempActor(path);

    /// <inheritdoc/>
    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => _local.CreateFutureRef(tcs);

    /// <inheritdoc/>
    public IActorRef ResolveActorRef(string path) => Found(_local.ResolveActorRef(path));

    /// <inheritdoc/>
    public IActorRef ResolveActorRef(Akka.Actor.ActorPath actorPath) => Found(_local.ResolveActorRef(actorPath));

    /// <inheritdoc/>
    public Address GetExternalAddressFor(Address address) => _local.GetExternalAddressFor(address);

    /// <inheritdoc/>
    /// <exception cref="UncontrolledException">The actor cannot be controlled.</exception>
    IInternalActorRef IActorRefProvider.ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor,
        Akka.Actor.ActorPath path, bool systemService, Deploy deploy, bool lookupDeploy, bool async)
    {
        if (!ControlPaths.Controls(path))
        {
            _rules.CheckFree(props, path);
            return _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async);
        }

        var said = lookupDeploy ? DeployFor(path, deploy) : deploy;
        var (ruledProps, ruled) = _rules.Rule(system, props, said, path);
        var routes = ruledProps.Deploy.RouterConfig is not NoRouter || ruled?.RouterConfig is not (null or NoRouter);
        IInternalActorRef actor = routes
            ? _local.ActorOf(system, ruledProps, supervisor, path, systemService, ruled, false, async)
            : Make(system, Deployed(ruledProps, ruled), supervisor, path, async);
        _rules.CheckMailbox(actor);
        return actor;
    }

    private IInternalActorRef Make(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, Akka.Actor.ActorPath path, bool async) =>
        async
            ? new SoughtRepointableRef(_room, system, props, supervisor, path).Initialize(async)
            : new SoughtLocalRef(_room, system, props, supervisor, path);

    /// <summary>What a deployment says goes before what the props say.</summary>
    private static Props Deployed(Props props, Deploy? deploy)
    {
        if (deploy is null) { return props; }
        var known = deploy.Mailbox == Deploy.NoMailboxGiven ? props : props.WithMailbox(deploy.Mailbox);
        return deploy.Dispatcher == Deploy.NoDispatcherGiven ? known : known.WithDispatcher(deploy.Dispatcher);
    }

    /// <summary>Whether somebody is at a path depends on who came and went.</summary>
    private IActorRef Found(IActorRef actor)
    {
        if (ControlPaths.Controls(actor)) { _room.Hearer?.Sought(actor.Path.Elements); }
        return actor;
    }

    /// <summary>What HOCON says of the actor.</summary>
    private Deploy? DeployFor(Akka.Actor.ActorPath path, Deploy? deploy)
    {
        var found = Deployer.Lookup(path);
        return found is not null && deploy is not null ? found.WithFallback(deploy) : found ?? deploy;
    }
}
