using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Faults.Actors;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims.Regions;

/// <summary>Catches FLT-05: what a user gets depends on the host.</summary>
/// <param name="actors">Who is who: devices of hosts with pages of several sizes, and one user's wish.</param>
public sealed class CapacityPortable(FaultActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "The same number of records fits on every host.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var first = 0;
        foreach (var queue in actors.Queues)
        {
            var capacity = view.State<FaultQueueState>(queue).Capacity.Value;
            if (capacity == 0) { continue; }
            if (first == 0) { first = capacity; }
            if (capacity != first)
            {
                return $"{view.NameOf(queue)} has {Counted.Of(capacity, "record")} and another host {first}";
            }
        }

        return null;
    }
}
