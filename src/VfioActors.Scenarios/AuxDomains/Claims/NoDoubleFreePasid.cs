using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.AuxDomains;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-05, 24 and 25: an id is given back twice.</summary>
public sealed class NoDoubleFreePasid : StepRule<PasidAllocatorState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "An id is given back only while it is in use, by its owner, once.";

    /// <inheritdoc/>
    public override string? Refute(PasidAllocatorState state, in Envelope envelope, IWorldView view)
    {
        if (!envelope.Is<PasidAllocatorMessage.Free>(out var free)) { return null; }
        if (!state.InUse.TryGet(free.Pasid, out var lease))
        {
            return $"{view.NameOf(envelope.From)} frees pasid {free.Pasid}, which is free";
        }

        return lease.Owner == envelope.From
            ? null
            : $"{view.NameOf(envelope.From)} frees pasid {free.Pasid}, which {view.NameOf(lease.Owner)} owns";
    }
}
