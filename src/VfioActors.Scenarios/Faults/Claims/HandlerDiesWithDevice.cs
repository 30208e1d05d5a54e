using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-07 and FLT-27: the handler runs on a device that is closed.</summary>
public sealed class HandlerDiesWithDevice : StepRule<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim => "No fault is reported to a device that is closed.";

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, in Envelope envelope, IWorldView view)
    {
        var isReport = envelope.Is<FaultQueueMessage.Report>() || envelope.Is<FaultQueueMessage.StoreLater>();
        return isReport && state.Phase.Value == QueuePhase.Closed
            ? $"the handler runs and {view.NameOf(envelope.To)} is closed"
            : null;
    }
}
