using Akka.Configuration;
using Akka.Dispatch;

namespace VfioActors.Runtime.Dispatch;

/// <summary>
/// The dispatcher type of actors that carry behaviours; chosen by HOCON. Its key <c>workers</c> says how many threads
/// there are; 0 for one of each processor.
/// </summary>
public sealed class WorkersDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly WorkersDispatcher _dispatcher;

    /// <summary>Called by Akka.NET.</summary>
    public WorkersDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        var workers = config.GetInt("workers");
        _dispatcher = new(this, config.GetString("id"), workers > 0 ? workers : Environment.ProcessorCount);
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
