using Akka.Configuration;
using Akka.Dispatch;

namespace VfioActors.Runtime.Dispatch;

/// <summary>
/// The dispatcher type of actors that carry behaviours; chosen by HOCON. Its key <c>workers</c> says how many threads
/// there are; 0 for one of each processor.
/// </summary>
public sealed class WorkersDispatcherConfigurator : MessageDispatcherConfigurator
{
    private const int WorkersMax = 1024;

    private readonly WorkersDispatcher _dispatcher;

    /// <summary>Called by Akka.NET.</summary>
    /// <exception cref="ConfigurationException">The number of workers makes no sense.</exception>
    public WorkersDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        var workers = config.GetInt("workers");
        if (workers is < 0 or > WorkersMax)
        {
            throw new ConfigurationException($"workers is {workers}; accepted: 0 to {WorkersMax}");
        }

        _dispatcher = new(this, config, workers > 0 ? workers : Environment.ProcessorCount);
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
