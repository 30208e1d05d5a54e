using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>A device that caches translations: in a reset it answers no invalidation.</summary>
/// <remarks>
/// Source: PCIe r6.0, 10.3.1. Differs: the IOMMU's wait that times out is answered at once, and counted.
/// </remarks>
public sealed class ResettableBehavior : IBehavior<ResettableState>
{
    /// <inheritdoc/>
    public ResettableState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(ResettableState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<ResettableMessage.Invalidate>(out var invalidate))
        {
            OnInvalidate(state, invalidate.Pasid, envelope.From, outbox);
            return;
        }

        var begins = envelope.Is<ResettableMessage.BeginReset>();
        if (!begins && !envelope.Is<ResettableMessage.EndReset>()) { throw Ensure.Unheard(in envelope); }
        state.IsInReset.Value = begins ? 1 : 0;
        outbox.Note($"{(begins ? "is in reset" : "is out of reset")}");
        PendingCall.Of(in envelope).Return(outbox, Errno.None);
    }

    private static void OnInvalidate(ResettableState state, Pasid pasid, ActorId group, Outbox outbox)
    {
        if (state.IsInReset.Value == 1)
        {
            outbox.Note($"ignores an invalidation of pasid {pasid}: it times out");
            state.TimeOuts.Value++;
        }

        outbox.Send(group, default(ResettableMessage.Invalidated));
    }
}
