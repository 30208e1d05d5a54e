using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
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
    public void Receive(ResettableState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<ResettableState> Hears => field ??= new MessageTable<ResettableState>()
        .On<ResettableMessage.Invalidate>(OnInvalidate)
        .On<ResettableMessage.BeginReset>((state, from, outbox) => Switch(state, isInReset: true, from, outbox))
        .On<ResettableMessage.EndReset>((state, from, outbox) => Switch(state, isInReset: false, from, outbox))
        .Says<ResettableMessage.Invalidated>();

    private static void Switch(ResettableState state, bool isInReset, ActorId client, Outbox outbox)
    {
        state.IsInReset.Value = isInReset ? 1 : 0;
        outbox.Note($"{(isInReset ? "is in reset" : "is out of reset")}");
        new PendingCall(client, outbox.Serving).Return(outbox, Errno.None);
    }

    private static void OnInvalidate(
        ResettableState state, in ResettableMessage.Invalidate invalidate, ActorId group, Outbox outbox)
    {
        if (state.IsInReset.Value == 1)
        {
            outbox.Note($"ignores an invalidation of pasid {invalidate.Pasid}: it times out");
            state.TimeOuts.Value++;
        }

        outbox.Send(group, default(ResettableMessage.Invalidated));
    }
}
