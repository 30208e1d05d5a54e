using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace VfioActors.Runtime.Telemetry;

/// <summary>
/// What .NET's own telemetry hears of us: a source of activities and a meter, both named <see cref="Name"/>. Nothing is
/// looked at while nobody listens.
/// </summary>
/// <remarks>
/// <c>vfioactors.deliveries</c>, <c>vfioactors.messages.in_flight</c>, <c>vfioactors.queue.longest</c> and
/// <c>vfioactors.promises.broken</c>, of each running topology; <c>vfioactors.operation.duration</c>, in seconds;
/// <c>vfioactors.operations</c>, <c>vfioactors.refusals</c> by <c>errno</c>, <c>vfioactors.pages.pinned</c> and
/// <c>vfioactors.faults.pending</c>, of storms and of an application's actors, there by <c>actor</c> and, how long they
/// took, by <c>operation</c>; <c>vfioactors.link.calls</c> by <c>outcome</c>, of links to nodes.
/// </remarks>
public static class VfioActorsTelemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "VfioActors";

    private static readonly Meter Meter = new(Name);

    /// <summary>Where activities start.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>How long operations took that were answered. Seconds.</summary>
    public static Histogram<double> OperationDuration { get; } = Meter.CreateHistogram<double>(
        "vfioactors.operation.duration", "s", "How long operations took that were answered.");

    /// <summary>Calls to other nodes that were answered.</summary>
    public static Counter<long> LinkCalls { get; } = Meter.CreateCounter<long>(
        "vfioactors.link.calls", "{call}", "Calls to other nodes that were answered, by outcome.");
}
