using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Hosting;
using Akka.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using VfioActors.Hosting.Configurations;
using VfioActors.Hosting.Kernels;
using VfioActors.Runtime.Configurations;

namespace VfioActors.Hosting;

/// <summary>Puts the actors of a topology into an application's own actor system.</summary>
public static class VfioActorsHostingExtensions
{
    /// <summary>The name of the health check, and its tag.</summary>
    public const string HealthCheckName = "vfio-actors";

    private const string DrainName = "vfio-actors-drain";

    /// <summary>
    /// Starts the actors with the actor system, under one parent, whose key in the registry is
    /// <see cref="VfioKernel"/>; adds a health check; drains them when the system shuts down.
    /// </summary>
    /// <param name="builder">The application's own.</param>
    /// <param name="configure">What the application says in code; null when its configuration says all.</param>
    /// <remarks>
    /// A mistake ends the start of the host with a <see cref="VfioActorsConfigurationException"/> that names them all.
    /// </remarks>
    public static AkkaConfigurationBuilder WithVfioActors(
        this AkkaConfigurationBuilder builder, Action<VfioActorsOptions>? configure = null)
    {
        VfioActorsOptions options = new();
        configure?.Invoke(options);
        return builder
            .AddHocon(HostingSettings.Reference.WithFallback(RuntimeSettings.Reference), HoconAddMode.Append)
            .WithHealthCheck(
                HealthCheckName, (system, _, _) => Task.FromResult(HealthOf(system)), tags: [HealthCheckName])
            .WithActors((system, registry) => StartAsync(system, registry, options));
    }

    /// <summary>
    /// The same, with a section of the application's configuration that has the keys of <c>vfio-actors.hosting</c>.
    /// </summary>
    /// <param name="builder">The application's own.</param>
    /// <param name="section">The section, such as that of <c>vfio-actors:hosting</c>.</param>
    /// <param name="configure">What the application says in code.</param>
    public static AkkaConfigurationBuilder WithVfioActors(
        this AkkaConfigurationBuilder builder, IConfigurationSection section,
        Action<VfioActorsOptions>? configure = null)
    {
        // A section names itself, and keys are taken as they are written: names of actors have capitals.
        if (section.ToHocon(normalizeKeys: false).GetConfig(section.Key) is not { } config)
        {
            return builder.WithVfioActors(configure);
        }

        var whole = ConfigurationFactory.ParseString($"{HostingSettings.Section} {{ {config} }}");
        return builder.AddHocon(whole, HoconAddMode.Prepend).WithVfioActors(configure);
    }

    private static async Task StartAsync(ActorSystem system, IActorRegistry registry, VfioActorsOptions options)
    {
        var kernel = await system.StartVfioActorsAsync(options).ConfigureAwait(false);
        registry.Register<VfioKernel>(kernel.Root);
        foreach (var (actor, key) in options.Keys)
        {
            registry.TryRegister(key, await kernel.DoorAsync(actor).ConfigureAwait(false));
        }

        CoordinatedShutdown.Get(system).AddTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate, DrainName,
            () => DrainAsync(kernel, options, Logging.GetLogger(system, typeof(VfioKernel))));
    }

    private static async Task<Done> DrainAsync(VfioKernel kernel, VfioActorsOptions options, ILoggingAdapter log)
    {
        using CancellationTokenSource patience = new(kernel.DrainTimeout);
        var report = await kernel.DrainAsync(patience.Token).ConfigureAwait(false);
        if (!report.CameToRest) { log.Warning("not at rest after {0}", kernel.DrainTimeout); }
        foreach (var holding in report.OpenCalls.Concat(report.Held)) { log.Warning("{0}", holding); }
        options.Drained(report);
        return Done.Instance;
    }

    private static HealthCheckResult HealthOf(ActorSystem system)
    {
        if (VfioKernelPlace.In(system).Kernel is not { } kernel) { return HealthCheckResult.Unhealthy("not started"); }
        if (kernel.IsGone) { return HealthCheckResult.Unhealthy("the parent of all actors has stopped"); }
        SortedDictionary<string, object> numbers = new(StringComparer.Ordinal)
        {
            ["deliveries"] = kernel.System.Deliveries,
            ["in-flight"] = kernel.System.InFlight,
            ["broken-promises"] = kernel.System.Broken.Count,
        };
        return kernel.System.Broken.FirstOrDefault() is { } broken
            ? HealthCheckResult.Unhealthy($"{broken.Name} broke {broken.Property}: {broken.Reason}", data: numbers)
            : HealthCheckResult.Healthy("all actors run", numbers);
    }
}
