using Akka.Actor;
using Akka.Event;
using VfioActors.Hosting.Configurations;
using VfioActors.Hosting.Kernels;

namespace VfioActors.Hosting;

/// <summary>Starts the actors of a topology in an actor system that is made without Akka.Hosting.</summary>
public static class VfioActorsStart
{
    /// <summary>Starts them under one parent. Nobody drains them but who started them.</summary>
    /// <param name="system">The actor system; its configuration is read as in an application.</param>
    /// <param name="options">What is said in code; keys for a registry are of no use here.</param>
    /// <exception cref="VfioActorsConfigurationException">Something is wrong: all mistakes are named.</exception>
    public static async Task<VfioKernel> StartVfioActorsAsync(this ActorSystem system, VfioActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(options);
        var (settings, defects) = StartCheck.Checked(system, options);
        var log = Logging.GetLogger(system, typeof(VfioKernel));
        var kernel = await VfioKernel.StartAsync(system, settings, defects, new()
        {
            Chooser = options.Chooser,
            Broken = broken => log.Error("{0} broke {1}: {2}", broken.Name, broken.Property, broken.Reason),
        }).ConfigureAwait(false);
        VfioKernelPlace.In(system).Kernel = kernel;
        return kernel;
    }
}
