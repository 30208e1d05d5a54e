using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>The page requests of one storm.</summary>
internal sealed class FaultStormActors(ActorId reporter, ActorId queue, int devices) : StormActors
{
    /// <inheritdoc/>
    public override IReadOnlyList<(StormWorkload Workload, int Share)> Workloads { get; } =
    [
        (new PageRequestWorkload(reporter, devices), 5),
        (new FaultQueueWorkload(queue, devices), 2),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Property> Claims(IReadOnlyList<ActorId> clients, Func<string, int> placeOf) =>
        [new NothingPending(reporter, queue)];
}
