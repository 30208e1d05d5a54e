using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Some run in which every operation succeeds and the last detach gives the id back.</summary>
/// <param name="actors">Who is who.</param>
public sealed class LastDetachFreesPasid(AuxActors actors) : Witness
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "Every operation succeeds, and the last detach gives the id of its domain back.";

    /// <inheritdoc/>
    public override bool Reached(IWorldView view)
    {
        for (var at = 0; at < actors.Clients.Count; at++)
        {
            var (client, script) = actors.Clients[at];
            var outcomes = view.State<ClientState>(client).Outcomes;
            if (outcomes.Count < script.Count) { return false; }
            foreach (var outcome in outcomes.Values)
            {
                if (outcome.Error != Errno.None) { return false; }
            }
        }

        return view.State<PasidAllocatorState>(actors.Allocator).InUse.Count == 0;
    }
}
