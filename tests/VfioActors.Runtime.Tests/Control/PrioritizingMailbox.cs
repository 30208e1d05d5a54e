using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>Numbers before words.</summary>
public sealed class PrioritizingMailbox(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
{
    protected override int PriorityGenerator(object message) => message is int ? 0 : 1;
}
