using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Faults.Actors;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.IrqTables;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-24: records wait for a user that waits for a signal.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoLostWakeup(FaultActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "Whoever has set the trigger is signalled for what is in the ring.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        for (var device = 0; device < actors.Queues.Count; device++)
        {
            var trigger = view.State<IrqTableState>(actors.Interrupts[device]).Trigger.Value;
            var queue = view.State<FaultQueueState>(actors.Queues[device]);
            if (!trigger.IsSomebody || queue.Ring.Unread == 0) { continue; }
            if (view.State<VmmState>(trigger).Signals.Count == 0)
            {
                return $"{Counted.Of(queue.Ring.Unread, "record waits", "records wait")} in "
                    + $"{view.NameOf(actors.Queues[device])}, and {view.NameOf(trigger)} is not told";
            }
        }

        return null;
    }
}
