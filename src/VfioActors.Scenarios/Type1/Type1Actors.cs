using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1;

/// <summary>Who is who in a scenario about type1 containers: what the properties look at.</summary>
public sealed record Type1Actors
{
    /// <summary>The memory of the processes.</summary>
    public required ActorId Memory { get; init; }

    /// <summary>The IOMMU.</summary>
    public required ActorId Tables { get; init; }

    /// <summary>The containers.</summary>
    public required IReadOnlyList<ActorId> Containers { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<ActorId> Groups { get; init; }

    /// <summary>The driver of each group; nobody when it has none.</summary>
    public required IReadOnlyList<ActorId> Drivers { get; init; }

    /// <summary>The users with what they do.</summary>
    public required IReadOnlyList<(ActorId User, IReadOnlyList<UserStep> Script)> Users { get; init; }

    /// <summary>The script of a user.</summary>
    internal IReadOnlyList<UserStep> ScriptOf(ActorId user) => Users.First(known => known.User == user).Script;

    /// <summary>Every request that was answered, user by user, with what came of it.</summary>
    internal IEnumerable<Type1Answer> Answers(IWorldView view)
    {
        foreach (var (user, script) in Users)
        {
            var state = view.State<UserState>(user);
            for (var at = 0; at < script.Count; at++)
            {
                if (state.Outcomes.TryGet(script[at].Id, out var outcome))
                {
                    yield return new(user, at, script[at].Request, outcome);
                }
            }
        }
    }

    /// <summary>The drivers that there are.</summary>
    internal IEnumerable<ActorId> KnownDrivers => Drivers.Where(driver => driver.IsSomebody);

    /// <summary>What the IOMMU knows.</summary>
    internal IommuTableState TablesOf(IWorldView view) => view.State<IommuTableState>(Tables);

    /// <summary>The mapping of a container that has an address.</summary>
    internal static bool TryMapping(ContainerState state, Iova iova, out ulong start, out Mapping mapping)
    {
        for (var at = 0; at < state.Mappings.Count; at++)
        {
            (start, mapping) = (state.Mappings.Keys[at].Start, state.Mappings.Values[at]);
            if (iova.Value >= start && iova.Value - start < mapping.Size.Value) { return true; }
        }

        (start, mapping) = (0, default);
        return false;
    }
}
