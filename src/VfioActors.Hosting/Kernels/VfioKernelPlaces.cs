using Akka.Actor;

namespace VfioActors.Hosting.Kernels;

/// <summary>Makes the place of a kernel in an actor system. Called by Akka.NET.</summary>
public sealed class VfioKernelPlaces : ExtensionIdProvider<VfioKernelPlace>
{
    /// <inheritdoc/>
    public override VfioKernelPlace CreateExtension(ExtendedActorSystem system) => new();
}
