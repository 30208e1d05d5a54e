using Akka.Actor;
using VfioActors.Hosting.Kernels;
using VfioActors.Remote.Configurations;

namespace VfioActors.Remote.Links;

/// <summary>
/// Stands on this node for the parent of all actors of another: answers <see cref="FindActor"/> and
/// <see cref="FindDevice"/> as that does, with doors of this node. Who asks while the other node cannot be reached gets
/// a failure with a <see cref="RemoteNodeException"/>.
/// </summary>
internal sealed class RemoteKernelActor(ActorPath root, RemoteSettings settings) : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case FindActor find: OnFind(find, Sender); break;
            case FindDevice find: OnFind(find, Sender); break;
            case ActorLocated located: OnLocated(located); break;
            default: Unhandled(message); break;
        }

        return true;
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    /// <summary>What goes wrong is for whoever asks: there is nothing to do about it here.</summary>
    private void OnFind(FindActor find, IActorRef asker) =>
        AskAsync<FoundActor>(Context.ActorSelection(root), find).PipeTo(
            Self, Self, found => new ActorLocated(asker, found, null),
            failure => new ActorLocated(asker, null, failure));

    private void OnFind(FindDevice find, IActorRef asker) =>
        AskAsync<FoundDevice>(Context.ActorSelection(root), find).PipeTo(asker, Self);

    private void OnLocated(ActorLocated located)
    {
        if (located.Found is not { } found)
        {
            located.Asker.Tell(new Status.Failure(located.Failure!), Self);
            return;
        }

        var door = found.Actor.IsNobody() ? found.Actor : DoorFor(found);
        located.Asker.Tell(found with { Actor = door }, Self);
    }

    private IActorRef DoorFor(FoundActor found)
    {
        if (Context.Child(found.Name) is { } door && !door.IsNobody())
        {
            door.Tell(new DoorMoved(found.Actor), Self);
            return door;
        }

        return Context.ActorOf(Props.CreateBy(new RemoteDoorProducer(found.Actor, settings.Retry)), found.Name);
    }

    private async Task<T> AskAsync<T>(ActorSelection kernel, object question)
    {
        try
        {
            var actor = await kernel.ResolveOne(settings.FindTimeout).ConfigureAwait(false);
            return await actor.Ask<T>(question, settings.FindTimeout).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is ActorNotFoundException or AskTimeoutException or TaskCanceledException)
        {
            throw new RemoteNodeException($"{root} did not answer within {settings.FindTimeout}", lost);
        }
    }
}
