using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Spapr.Protocols;

namespace VfioActors.Scenarios.Spapr.Actors;

/// <summary>The answers of containers of sPAPR, of hypercalls and of the mapper of devices.</summary>
internal sealed class SpaprAnswers : UserAnswers
{
    /// <inheritdoc/>
    public override bool IsPart(in Envelope envelope) => envelope.Is<SpaprContainerMessage.Description>();

    /// <inheritdoc/>
    public override bool TryOutcome(in Envelope envelope, out UserOutcome outcome)
    {
        var isContainer = envelope.Is<SpaprContainerMessage.Done>(out var container);
        var isHypercall = envelope.Is<HypercallMessage.Done>(out var hypercall);
        var isMapper = envelope.Is<DeviceMapperMessage.Done>(out var mapped);
        outcome = isContainer ? new(container.Value, container.Error, container.Warned)
            : isHypercall ? new(hypercall.Value, hypercall.Error, 0)
            : isMapper ? new(0, mapped.Error, 0)
            : default;
        return isContainer || isHypercall || isMapper;
    }
}
