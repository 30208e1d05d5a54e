using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Endpoints;
using VfioActors.Vfio.Faults.Reporters;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Some access faults, is answered by the guest, and reads its page at the second attempt.</summary>
/// <param name="actors">Who is who.</param>
public sealed class RetriedDmaReads(FaultActors actors) : Witness
{
    /// <inheritdoc/>
    public override string Claim => "In some run a guest provides a page and the device then reads it.";

    /// <inheritdoc/>
    public override bool Reached(IWorldView view)
    {
        if (view.State<FaultReporterState>(actors.Reporter).Accepted.Count == 0) { return false; }
        for (var at = 0; at < actors.Endpoints.Count; at++)
        {
            foreach (var outcome in view.State<EndpointState>(actors.Endpoints[at].Endpoint).Outcomes.Values)
            {
                if (outcome.Page != Pfn.None) { return true; }
            }
        }

        return false;
    }
}
