using Akka.Actor;

namespace VfioActors.Hosting.Kernels;

/// <summary>Where an actor system keeps its <see cref="VfioKernel"/>.</summary>
public sealed class VfioKernelPlace : IExtension
{
    private VfioKernel? _kernel;

    /// <summary>The kernel; null when none was started yet.</summary>
    public VfioKernel? Kernel
    {
        get => Volatile.Read(ref _kernel);
        internal set => Volatile.Write(ref _kernel, value);
    }

    /// <summary>The place in an actor system.</summary>
    public static VfioKernelPlace In(ActorSystem system) =>
        system.WithExtension<VfioKernelPlace, VfioKernelPlaces>();
}
