using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>The part of one subsystem in one storm.</summary>
public abstract class StormActors
{
    /// <summary>What clients do, each with its share of the operations when the mix is "all".</summary>
    public abstract IReadOnlyList<(StormWorkload Workload, int Share)> Workloads { get; }

    /// <summary>What must hold, once the clients are known.</summary>
    /// <param name="clients">The clients of the storm.</param>
    /// <param name="placeOf">The place of a workload in the mix, by its name; -1 when it is not in it.</param>
    public abstract IEnumerable<Property> Claims(IReadOnlyList<ActorId> clients, Func<string, int> placeOf);
}
