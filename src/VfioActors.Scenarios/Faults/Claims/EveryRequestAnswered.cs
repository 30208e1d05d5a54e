using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Faults.Actors;
using VfioActors.Vfio.Faults.IrqTables;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.Reporters;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-36: a device waits for an answer that nobody will give.</summary>
/// <param name="actors">Who is who: users answer what they read, or close.</param>
public sealed class EveryRequestAnswered(FaultActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "Every page request is answered whose user is told of it, or has closed the device.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var pending = view.State<FaultReporterState>(actors.Reporter).Pending;
        for (var at = 0; at < pending.Count; at++)
        {
            var key = pending.Values[at].Key;
            if (IsTold(view, key.Device.Value))
            {
                return $"{view.NameOf(pending.Values[at].Endpoint)} waits for the answer to group {key.Group}";
            }
        }

        return null;
    }

    /// <summary>Whether the user of a device is told of its requests, or is gone and has to be asked no more.</summary>
    private bool IsTold(IWorldView view, int device)
    {
        if (device >= actors.Queues.Count) { return true; }
        return view.State<FaultQueueState>(actors.Queues[device]).Phase.Value == QueuePhase.Closed
            || view.State<IrqTableState>(actors.Interrupts[device]).Trigger.Value.IsSomebody;
    }
}
