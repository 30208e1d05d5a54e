using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Faults.PageFaultQueues;
using VfioActors.Vfio.Faults.Reporters;

namespace VfioActors.Scenarios.Faults.Storms;

/// <summary>Catches page requests that a storm leaves unanswered, and handlers that outlive it.</summary>
/// <param name="reporter">The fault handler.</param>
/// <param name="queue">The fault queue.</param>
public sealed class NothingPending(ActorId reporter, ActorId queue) : StormLosses
{
    /// <inheritdoc/>
    public override string Claim =>
        "After the storm no page request is pending, on its way or in a queue, and no device has a handler.";

    /// <inheritdoc/>
    public override IReadOnlyList<Shortfall> Missing(IWorldView view)
    {
        var unit = view.State<FaultReporterState>(reporter);
        var groups = view.State<PageFaultQueueState>(queue);
        Shortfall[] counts =
        [
            new("page request pending", "page requests pending", unit.Pending.Count),
            new("report on its way", "reports on their way", unit.InFlight.Count),
            new("handler of devices", "handlers of devices", unit.Handlers.Count),
            new("group to be read", "groups to be read", groups.Deliver.Count),
            new("group to be answered", "groups to be answered", groups.Read.Count),
            new("device with a fault queue", "devices with a fault queue", groups.On.Count),
            new("call of the fault queue", "calls of the fault queue", groups.Calls.Count),
        ];
        return [.. counts.Where(one => one.Count != 0)];
    }
}
