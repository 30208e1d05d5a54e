using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Hosting.Doors;
using VfioActors.Hosting.Events;
using VfioActors.Hosting.Parts;
using VfioActors.Runtime;

namespace VfioActors.Hosting.Kernels;

/// <summary>
/// The parent of all: of a door for each actor that users call, under its name, and of the tree of the actors
/// themselves, <c>kernel</c>; of each part that the application may play.
/// </summary>
internal sealed class KernelActor(
    KernelPlan plan, BehaviorSystemOptions options, TaskCompletionSource<BehaviorSystem> ready) : ActorBase
{
    private readonly SortedDictionary<string, IActorRef> _doors = new(StringComparer.Ordinal);
    private IActorRef _events = ActorRefs.Nobody;

    protected override void PreStart()
    {
        _events = Context.ActorOf(Props.Create(() => new EventDoorActor(plan.Events)), "events");
        SortedDictionary<ActorId, IActorRef> outside = [];
        foreach (var door in plan.Doors)
        {
            var actor = Context.ActorOf(Props.CreateBy(new DoorProducer(door)), door.Name);
            _doors.Add(door.Name, actor);
            foreach (var caller in door.Callers) { outside.Add(caller, actor); }
        }

        foreach (var part in plan.Parts)
        {
            var actor = Context.ActorOf(Props.CreateBy(new PartProducer(part.Make)), part.Name);
            _doors.Add(part.Name, actor);
            outside.Add(part.Place, actor);
        }

        var tree = options with { Name = "kernel", Parent = Context, Outside = outside };
        BehaviorSystem.StartAsync(Context.System, plan.Topology, tree).PipeTo(Self);
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case BehaviorSystem system: OnStarted(system); break;
            case Status.Failure failure: ready.TrySetException(failure.Cause); break;
            case FindActor find: Sender.Tell(Found(find.Name), Self); break;
            case RequestEvents or StopEvents: _events.Forward(message); break;
            case FindDevice find: Sender.Tell(FoundDevice(find.Name), Self); break;
            default: Unhandled(message); break;
        }

        return true;
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PostStop()
    {
        plan.Events.EndAll();
        plan.Telemetry.Dispose();
    }

    private void OnStarted(BehaviorSystem system)
    {
        foreach (var door in plan.Doors) { _doors[door.Name].Tell(new DoorOpens(system.Directory[door.Target])); }
        foreach (var part in plan.Parts) { _doors[part.Name].Tell(new PartOpens(system.Directory)); }
        ready.TrySetResult(system);
    }

    private FoundActor Found(string name)
    {
        plan.Topology.TryFind(name, out var id);
        return new(name, _doors.GetValueOrDefault(name, ActorRefs.Nobody), id);
    }

    private FoundDevice FoundDevice(string name) => new(name, plan.DeviceIds.TryGetValue(name, out var id) ? id : null);
}
