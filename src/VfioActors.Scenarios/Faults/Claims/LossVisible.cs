using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Faults.Actors;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.Reporters;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-17 and FLT-18: faults vanish without a mark.</summary>
/// <param name="actors">Who is who.</param>
public sealed class LossVisible(FaultActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "The header tells how many faults of its opening a queue has refused.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var refused = view.State<FaultReporterState>(actors.Reporter).Refused;
        for (var device = 0; device < actors.Queues.Count; device++)
        {
            var queue = view.State<FaultQueueState>(actors.Queues[device]);
            if (queue.Phase.Value != QueuePhase.Open || queue.IsRegistered.Value == 0) { continue; }
            var lost = refused[new(device)];
            var name = view.NameOf(actors.Queues[device]);
            if (lost != queue.Lost.Value)
            {
                return $"{name} refused {Counted.Of(lost, "fault")} and tells of {queue.Lost.Value}";
            }
        }

        return null;
    }
}
