using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>The part of one subsystem in one storm.</summary>
/// <param name="Workloads">What clients do, each with its share of the operations.</param>
/// <param name="Claims">
/// What must hold, by the clients of the storm and the place of a workload in the mix, -1 when it is not in it.
/// </param>
public sealed record StormActors(
    IReadOnlyList<(StormWorkload Workload, int Share)> Workloads,
    Func<IReadOnlyList<ActorId>, Func<string, int>, IEnumerable<Property>> Claims)
{
    /// <summary>The part of a subsystem that takes none.</summary>
    public static StormActors Nobody { get; } = new([], (_, _) => []);
}
