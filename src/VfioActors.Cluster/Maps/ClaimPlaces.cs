using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Maps;

/// <summary>Finds out of which machine a claim is: whose actors it looks at.</summary>
internal sealed class ClaimPlaces : IWorldView
{
    private readonly StormMap _map;

    private ClaimPlaces(StormMap map) => _map = map;

    public Topology Topology => _map.Topology;

    public string NameOf(ActorId actor) => Topology.NameOf(actor);

    public State StateOf(ActorId actor) => _map.IsClient(actor)
        ? Topology.Make(actor, new(keeps: false)).State
        : throw new NotHereException(actor);

    /// <summary>
    /// Whether a claim is about every actor by itself, so that each node judges it for its own: who waits, who holds.
    /// </summary>
    internal static bool IsInParts(AtRest claim) => claim is Progress or NothingHeld;

    /// <summary>The machine of a claim; null when it looks at clients alone.</summary>
    internal static StormMachine? MachineOf(AtRest claim, StormMap map)
    {
        try
        {
            _ = claim.Refute(new ClaimPlaces(map));
            return null;
        }
        catch (NotHereException elsewhere)
        {
            return map.MachineOf(elsewhere.Actor);
        }
    }
}
