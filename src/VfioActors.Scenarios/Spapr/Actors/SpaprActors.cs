using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Spapr.TceUnits;

namespace VfioActors.Scenarios.Spapr.Actors;

/// <summary>Who is who in a scenario about sPAPR containers: what the properties look at.</summary>
public sealed record SpaprActors
{
    /// <summary>The memory of the processes.</summary>
    public required ActorId Memory { get; init; }

    /// <summary>The registry of their regions.</summary>
    public required ActorId Registry { get; init; }

    /// <summary>The IOMMU.</summary>
    public required ActorId Unit { get; init; }

    /// <summary>The containers.</summary>
    public required IReadOnlyList<ActorId> Containers { get; init; }

    /// <summary>The hypervisors.</summary>
    public required IReadOnlyList<ActorId> Hypervisors { get; init; }

    /// <summary>The users with what they do.</summary>
    public required IReadOnlyList<(ActorId User, IReadOnlyList<UserStep> Script)> Users { get; init; }

    /// <summary>What the memory owns.</summary>
    internal GuestMemoryState MemoryOf(IWorldView view) => view.State<GuestMemoryState>(Memory);

    /// <summary>What the registry owns.</summary>
    internal RegionRegistryState RegistryOf(IWorldView view) => view.State<RegionRegistryState>(Registry);

    /// <summary>What the IOMMU owns.</summary>
    internal TceUnitState UnitOf(IWorldView view) => view.State<TceUnitState>(Unit);

    /// <summary>What the containers own.</summary>
    internal IEnumerable<SpaprContainerState> ContainersOf(IWorldView view) =>
        Containers.Select(view.State<SpaprContainerState>);

    /// <summary>The live entries of all windows.</summary>
    internal IEnumerable<(int Window, TceIndex Index, TceEntry Entry)> Entries(IWorldView view)
    {
        var unit = UnitOf(view);
        for (var window = 0; window < 256; window++)
        {
            for (TceIndex at = default; unit.Entries.TryLive(window, at, TceIndex.Highest, out at); at = at.Plus(1))
            {
                yield return (window, at, unit.Entries[window, at]);
            }
        }
    }

    /// <summary>Every request that was answered, with what came of it, user by user.</summary>
    internal IEnumerable<(UserRequest Request, UserOutcome Outcome)> Answers(IWorldView view)
    {
        foreach (var (user, script) in Users)
        {
            var outcomes = view.State<UserState>(user).Outcomes;
            foreach (var step in script)
            {
                if (outcomes.TryGet(step.Id, out var outcome)) { yield return (step.Request, outcome); }
            }
        }
    }
}
