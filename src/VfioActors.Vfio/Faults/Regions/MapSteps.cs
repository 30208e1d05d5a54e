using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>The steps by which a user learns what a region is like, and maps its ring (OP7).</summary>
internal sealed class MapSteps(FaultQueueOptions options, FaultQueueRules rules)
{
    private const int ConsumerSize = 8;

    internal void OnQuery(FaultQueueState state, in FaultQueueMessage.Query query, ActorId client, Outbox outbox)
    {
        var isConsumer = query.Region == FaultRegion.Consumer;
        var exists = state.IsUsable && state.IsShown.Value == 1
            && !(isConsumer && options.Interface == FaultInterface.OneRegion);
        if (!exists)
        {
            outbox.Send(client, new FaultUserMessage.Done(0, state.IsUsable ? Errno.EINVAL : Errno.EBADF));
            return;
        }

        if (rules.LeaksCapabilities) { state.LeakedBlocks.Value++; }
        outbox.Send(client, new FaultUserMessage.Capability(
            CapabilityId.Type, 1, state.RegionType.Value, 1 + (int)query.Region));
        if (!isConsumer) { outbox.Send(client, new FaultUserMessage.Capability(CapabilityId.ProducerFault, 1, 1, 0)); }
        if (!isConsumer && options.Mappable)
        {
            outbox.Send(client, new FaultUserMessage.Capability(
                CapabilityId.SparseMmap, 1, options.PageSize, options.RegionSize - options.PageSize));
        }

        outbox.Send(client, new FaultUserMessage.Done(isConsumer ? ConsumerSize : options.RegionSize, Errno.None));
    }

    internal void OnMap(FaultQueueState state, in FaultQueueMessage.Map map, ActorId client, Outbox outbox)
    {
        var error = Objection(state, map);
        if (error == Errno.None && map.Protection != MapProtection.Read) { state.MappedForWriting.Value = 1; }
        outbox.Send(client, new FaultUserMessage.Done(0, error));
    }

    internal static void OnStore(
        FaultQueueState state, in FaultQueueMessage.Store store, ActorId client, Outbox outbox)
    {
        var isMapped = state.MappedForWriting.Value == 1 && store.Slot >= 0 && store.Slot < state.Capacity.Value;
        if (isMapped)
        {
            outbox.Note($"writes into slot {store.Slot}");
            state.Slots.Put((uint)store.Slot, store.Record);
            state.ForeignStores.Value++;
        }

        outbox.Send(client, new FaultUserMessage.Done(0, isMapped ? Errno.None : Errno.EFAULT));
    }

    private Errno Objection(FaultQueueState state, FaultQueueMessage.Map map)
    {
        if (!state.IsUsable) { return Errno.EBADF; }
        if (state.IsShown.Value == 0 || !options.Mappable) { return Errno.EINVAL; }
        FileOffset end = new((ulong)options.RegionSize);
        if (map.Offset.Value < (ulong)options.PageSize || map.Length == FileSpan.None) { return Errno.EINVAL; }
        if (map.Offset > end || map.Length > end.Since(map.Offset)) { return Errno.EINVAL; }
        return map.Protection != MapProtection.Read && !rules.MapsWritable ? Errno.EINVAL : Errno.None;
    }
}
