using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>A subsystem that takes no part in a storm.</summary>
internal sealed class EmptyStormActors : StormActors
{
    /// <inheritdoc/>
    public override IReadOnlyList<(StormWorkload Workload, int Share)> Workloads => [];

    /// <inheritdoc/>
    public override IEnumerable<Property> Claims(IReadOnlyList<ActorId> clients, Func<string, int> placeOf) => [];
}
