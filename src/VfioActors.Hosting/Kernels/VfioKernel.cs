using Akka.Actor;
using VfioActors.Behaviors.Defects;
using VfioActors.Hosting.Configurations;
using VfioActors.Hosting.Doors;
using VfioActors.Hosting.Events;
using VfioActors.Runtime;

namespace VfioActors.Hosting.Kernels;

/// <summary>
/// The actors of an application's topology, running in its actor system. The key of their parent in the registry:
/// ask for <c>IRequiredActor&lt;VfioKernel&gt;</c> and send <see cref="FindActor"/>.
/// </summary>
public sealed class VfioKernel
{
    private readonly KernelPlan _plan;
    private readonly HostingSettings _settings;

    private VfioKernel(KernelPlan plan, HostingSettings settings, IActorRef root, BehaviorSystem system) =>
        (_plan, _settings, Root, System) = (plan, settings, root, system);

    /// <summary>The parent of all actors.</summary>
    public IActorRef Root { get; }

    /// <summary>The actors behind the doors, and what they broke.</summary>
    public BehaviorSystem System { get; }

    /// <summary>What happens to the actors.</summary>
    public VfioEvents Events => _plan.Events;

    /// <summary>Whether the parent of all actors has stopped.</summary>
    public bool IsGone => Root is ActorRefWithCell { IsTerminated: true };

    /// <summary>How long a client waits for an answer.</summary>
    public TimeSpan Patience => _settings.Patience;

    /// <summary>How long a shutdown waits for what is in flight.</summary>
    internal TimeSpan DrainTimeout => _settings.DrainTimeout;

    /// <summary>The door or the part of an actor.</summary>
    /// <param name="name">The name of the actor in the topology, or of the part.</param>
    /// <returns>Whom to send messages of its protocol; nobody when there is no such actor.</returns>
    public async Task<IActorRef> DoorAsync(string name, CancellationToken cancellation = default) =>
        (await Root.Ask<FoundActor>(new FindActor(name), cancellation).ConfigureAwait(false)).Actor;

    /// <summary>Starts all actors under one parent.</summary>
    internal static async Task<VfioKernel> StartAsync(
        ActorSystem system, HostingSettings settings, DefectSet defects, BehaviorSystemOptions options)
    {
        KernelPlan plan = new(settings, defects);
        TaskCompletionSource<BehaviorSystem> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var tree = options with
        {
            Dispatcher = settings.Dispatcher,
            Watcher = plan.Telemetry,
            Broken = broken =>
            {
                options.Broken(broken);
                plan.Events.Publish(new VfioEvent.Broke(broken.Name, broken.Property, broken.Reason));
            },
        };
        var root = system.ActorOf(Props.CreateBy(new KernelProducer(plan, tree, ready)), settings.Name);
        return new(plan, settings, root, await ready.Task.ConfigureAwait(false));
    }

    /// <summary>
    /// Closes all doors, lets what is in flight come to rest, and says what is held then. What waits at the doors is
    /// answered ENODEV, and so is whoever comes later.
    /// </summary>
    /// <param name="cancellation">Ends the wait for rest, not the report.</param>
    public async Task<DrainReport> DrainAsync(CancellationToken cancellation = default)
    {
        var rests = true;
        try
        {
            await CloseDoorsAsync(cancellation).ConfigureAwait(false);
            await HeardAsync(cancellation).ConfigureAwait(false);
            await System.RestAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            rests = false;
        }

        var open = rests ? await CloseDoorsAsync(CancellationToken.None).ConfigureAwait(false) : [];
        return new(rests, open, [.. HeldThings.In(System)], System.Broken);
    }

    /// <returns>The calls that are still in flight.</returns>
    private async Task<IReadOnlyList<Holding>> CloseDoorsAsync(CancellationToken cancellation)
    {
        List<Holding> open = [];
        foreach (var door in _plan.Doors)
        {
            var actor = await DoorAsync(door.Name, cancellation).ConfigureAwait(false);
            var closed = await actor.Ask<DoorClosed>(CloseDoor.Instance, cancellation).ConfigureAwait(false);
            if (closed.Open > 0)
            {
                open.Add(new(door.Name, "call without an answer", "calls without an answer", closed.Open));
            }
        }

        return open;
    }

    /// <summary>
    /// Whatever doors sent before is heard: who tells who it is does so in the order of its mailbox. From then on all
    /// that is in flight is counted.
    /// </summary>
    private async Task HeardAsync(CancellationToken cancellation)
    {
        foreach (var door in _plan.Doors)
        {
            var target = System.Directory[door.Target];
            if (target is ActorRefWithCell { IsTerminated: true }) { continue; }
            await target.Ask<ActorIdentity>(new Identify(null), cancellation).ConfigureAwait(false);
        }
    }
}
