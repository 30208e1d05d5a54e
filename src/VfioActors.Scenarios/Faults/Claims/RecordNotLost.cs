using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.Reporters;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-16: a record that was accepted is not found, or found twice.</summary>
/// <param name="actors">Who is who.</param>
public sealed class RecordNotLost(FaultActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "What the user has read and what waits in the ring are the faults that were accepted, each once, in order.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        for (var device = 0; device < actors.Queues.Count; device++)
        {
            var queue = view.State<FaultQueueState>(actors.Queues[device]);
            if (queue.Phase.Value != QueuePhase.Open) { continue; }
            var accepted = Accepted(view, new(device), queue.Generation.Value);
            var found = Found(view, new(device), queue);
            if (!accepted.SequenceEqual(found))
            {
                var name = view.NameOf(actors.Queues[device]);
                return $"{name} accepted {Text(accepted)} and its user finds {Text(found)}";
            }
        }

        return null;
    }

    private List<Iova> Accepted(IWorldView view, DeviceId device, Generation generation)
    {
        List<Iova> accepted = [];
        var all = view.State<FaultReporterState>(actors.Reporter).Accepted;
        for (var at = 0; at < all.Count; at++)
        {
            if (all[at].Device == device && all[at].Generation == generation) { accepted.Add(all[at].Address); }
        }

        return accepted;
    }

    private List<Iova> Found(IWorldView view, DeviceId device, FaultQueueState queue)
    {
        List<Iova> found = [];
        foreach (var (user, _) in actors.Users)
        {
            var seen = view.State<VmmState>(user).Seen;
            for (var at = 0; at < seen.Count; at++)
            {
                var isOfIt = seen[at].Device == device && seen[at].Generation == queue.Generation.Value;
                if (isOfIt) { found.Add(seen[at].Record.Address); }
            }
        }

        var ring = queue.Ring;
        for (var at = 0; at < ring.Unread; at++)
        {
            found.Add(queue.Slots[(uint)((ring.Consumer + at) % ring.Capacity)].Address);
        }

        return found;
    }

    private static string Text(List<Iova> addresses) => $"[{string.Join(' ', addresses)}]";
}
