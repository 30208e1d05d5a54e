using Akka.Actor;
using VfioActors.Behaviors.Defects;
using VfioActors.Hosting.Configurations;
using VfioActors.Hosting.Kernels;

namespace VfioActors.Hosting;

/// <summary>Looks whether a topology can be started, before an actor is made.</summary>
internal static class StartCheck
{
    /// <exception cref="VfioActorsConfigurationException">Something is wrong: all mistakes are named.</exception>
    internal static (HostingSettings Settings, DefectSet Defects) Checked(
        ActorSystem system, VfioActorsOptions options)
    {
        List<string> mistakes = [];
        var config = system.Settings.Config;
        var settings = options.Over(HostingSettings.From(config, mistakes), mistakes);
        var defects = settings.Check(config, mistakes);
        foreach (var actor in options.Keys.Keys.Where(actor => !settings.Topology.HasCalls(actor)))
        {
            mistakes.Add($"{actor}: a key is registered for it, and there is no such actor that users call");
        }

        if (VfioKernelPlace.In(system).Kernel is not null) { mistakes.Add("the actor system has a topology already"); }
        var most = CoordinatedShutdown.Get(system).Timeout(CoordinatedShutdown.PhaseBeforeActorSystemTerminate);
        if (settings.DrainTimeout >= most)
        {
            mistakes.Add($"{HostingSettings.Section}.drain-timeout is {settings.DrainTimeout}; accepted: less than "
                + $"{most}, the timeout of the phase {CoordinatedShutdown.PhaseBeforeActorSystemTerminate}");
        }

        return mistakes.Count == 0 ? (settings, defects) : throw new VfioActorsConfigurationException(mistakes);
    }
}
