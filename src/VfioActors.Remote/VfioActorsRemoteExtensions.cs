using Akka.Hosting;
using VfioActors.Hosting.Kernels;
using VfioActors.Remote.Configurations;

namespace VfioActors.Remote;

/// <summary>Lets the messages of a topology travel between the nodes of an application.</summary>
public static class VfioActorsRemoteExtensions
{
    /// <summary>
    /// Binds the messages of all protocols to their serializer. Both nodes need it; the actor provider is the
    /// application's own matter, Akka.Remote or Akka.Cluster.
    /// </summary>
    /// <param name="builder">The application's own.</param>
    /// <param name="hyperion">Whether messages travel by Hyperion instead, with no types allowed but ours.</param>
    public static AkkaConfigurationBuilder WithVfioActorsWire(
        this AkkaConfigurationBuilder builder, bool hyperion = false)
    {
        var wire = hyperion ? RemoteSettings.Hyperion.WithFallback(RemoteSettings.Reference) : RemoteSettings.Reference;
        return builder.AddHocon(wire, HoconAddMode.Append);
    }

    /// <summary>
    /// Stands for the topology of another node: whoever asks for <c>IRequiredActor&lt;VfioKernel&gt;</c>, as
    /// <c>VfioClient</c> does, gets it. For nodes without a topology of their own.
    /// </summary>
    /// <param name="builder">The application's own.</param>
    /// <param name="path">
    /// The parent of all actors there, such as <c>akka.tcp://app@10.0.0.2:8110/user/vfio</c>.
    /// </param>
    /// <param name="hyperion">Whether messages travel by Hyperion instead.</param>
    public static AkkaConfigurationBuilder WithRemoteVfioActors(
        this AkkaConfigurationBuilder builder, string path, bool hyperion = false) =>
        builder.WithVfioActorsWire(hyperion).WithActors((system, registry) =>
            registry.Register<VfioKernel>(RemoteKernel.At(system, path).ActorRef));
}
