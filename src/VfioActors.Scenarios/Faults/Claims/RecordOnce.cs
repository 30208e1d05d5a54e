using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Vmms;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-38: a reader is handed the same event twice.</summary>
/// <param name="actors">Who is who.</param>
public sealed class RecordOnce(FaultActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "No event is handed out twice, not even in part.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var (user, _) in actors.Users)
        {
            SortedSet<(ActorId, uint)> known = [];
            var events = view.State<VmmState>(user).Events;
            for (var at = 0; at < events.Count; at++)
            {
                var isNew = known.Add((events[at].Queue, events[at].Sequence));
                if (!isNew) { return $"{view.NameOf(user)} is handed event {events[at].Sequence} twice"; }
            }
        }

        return null;
    }
}
