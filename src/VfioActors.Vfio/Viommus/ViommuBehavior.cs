using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Viommus;

/// <summary>
/// The IOMMU that a guest is shown, by the user of VFIO: what the guest maps for its devices becomes a mapping of the
/// container. With it an IOVA is no guest-physical address.
/// </summary>
/// <param name="container">The container of the guest's devices.</param>
/// <param name="memory">Where the guest's memory starts in the user's.</param>
public sealed class ViommuBehavior(ActorId container, Vaddr memory) : IBehavior<ViommuState>
{
    /// <inheritdoc/>
    public ViommuState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(ViommuState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<ViommuState> Hears => field ??= new MessageTable<ViommuState>()
        .On<ViommuMessage.Map>(OnMap)
        .On<ViommuMessage.Unmap>(OnUnmap)
        .On<ContainerMessage.Done>(OnDone)
        .On<ContainerMessage.Bits>((_, _) => { })
        .Says<ViommuMessage.Done>();

    private static void OnDone(ViommuState state, in ContainerMessage.Done done, Outbox outbox) =>
        outbox.Send(state.Guests.Dequeue(), new ViommuMessage.Done(done.Error));

    private void OnMap(ViommuState state, in ViommuMessage.Map map, ActorId guest, Outbox outbox)
    {
        if (Refuses(state, guest, outbox)) { return; }
        Vaddr vaddr = new(unchecked(memory.Value + map.Target.Value));
        outbox.Note($"shows guest-physical {map.Target} at {map.Iova}");
        outbox.Send(container, new ContainerMessage.Map(map.Iova, vaddr, map.Size, MapModes.ReadWrite, default));
    }

    private void OnUnmap(ViommuState state, in ViommuMessage.Unmap unmap, ActorId guest, Outbox outbox)
    {
        if (Refuses(state, guest, outbox)) { return; }
        outbox.Send(container,
            new ContainerMessage.Unmap(unmap.Iova, unmap.Size, default, UnmapModes.None, default));
    }

    private static bool Refuses(ViommuState state, ActorId guest, Outbox outbox)
    {
        if (!state.Guests.IsFull)
        {
            state.Guests.Enqueue(in guest);
            return false;
        }

        outbox.Send(guest, new ViommuMessage.Done(Errno.EAGAIN));
        return true;
    }
}
