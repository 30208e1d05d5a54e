using Akka.Actor;
using Akka.Hosting;
using VfioActors.Hosting.Kernels;
using VfioActors.Remote.Configurations;
using VfioActors.Remote.Links;

namespace VfioActors.Remote;

/// <summary>
/// The topology of another node, as seen from this one: <c>new VfioClient(kernel, system)</c> calls it as if it were
/// here.
/// </summary>
/// <remarks>
/// Beside the answers of the calls themselves there is EIO: the link was lost before the answer came. Numbers of actors
/// and devices are the other node's, and good in messages to its actors.
/// </remarks>
public sealed class RemoteKernel : IRequiredActor<VfioKernel>
{
    private RemoteKernel(IActorRef actor) => ActorRef = actor;

    /// <summary>What stands on this node for the parent of all actors of the other.</summary>
    public IActorRef ActorRef { get; }

    /// <inheritdoc/>
    public Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(ActorRef);

    /// <summary>Stands for the topology of another node. It need not be there yet.</summary>
    /// <param name="system">The actor system of this node, with <see cref="RemoteSettings.Reference"/>.</param>
    /// <param name="path">
    /// The parent of all actors there, such as <c>akka.tcp://app@10.0.0.2:8110/user/vfio</c>.
    /// </param>
    /// <param name="name">The name of the actor that stands for it here: <c>/user/NAME</c>.</param>
    /// <exception cref="ArgumentException">The path is none of an actor on another node.</exception>
    public static RemoteKernel At(ActorSystem system, string path, string name = "remote-vfio")
    {
        if (!ActorPath.TryParse(path, out var root) || root.Address.Host is null)
        {
            throw new ArgumentException(
                $"'{path}' is no actor of a node; accepted: such as akka.tcp://app@10.0.0.2:8110/user/vfio");
        }

        var settings = RemoteSettings.From(system.Settings.Config);
        return new(system.ActorOf(Props.CreateBy(new RemoteKernelProducer(root, settings)), name));
    }
}
