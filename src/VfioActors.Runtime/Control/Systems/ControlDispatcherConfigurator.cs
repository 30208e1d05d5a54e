using Akka.Configuration;
using Akka.Dispatch;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>The dispatcher type of a controlled actor system; chosen by HOCON.</summary>
public sealed class ControlDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly ControlDispatcher _dispatcher;

    /// <summary>Called by Akka.NET.</summary>
    /// <exception cref="ConfigurationException">The actor system is not a controlled one.</exception>
    public ControlDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) =>
        _dispatcher = new(ControlSetup.RoomOf(prerequisites.Settings), this);

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
