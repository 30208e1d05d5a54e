using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Endpoints;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults.Settings;

/// <summary>What users ask in scenarios about fault queues.</summary>
public static class FaultRequests
{
    /// <summary>Bytes in a page of the devices' addresses.</summary>
    private const ulong Page = 4096;

    /// <summary>Opens a device.</summary>
    public static VmmAction Open(ActorId queue) => Ask(queue, default(FaultQueueMessage.Open));

    /// <summary>Closes it.</summary>
    public static VmmAction Close(ActorId queue) => Ask(queue, default(FaultQueueMessage.Close));

    /// <summary>Has it go away.</summary>
    public static VmmAction Remove(ActorId queue) => Ask(queue, default(FaultQueueMessage.Remove));

    /// <summary>Writes version and index, where there are two regions.</summary>
    public static VmmAction Choose(ActorId queue, uint version, uint index) => Ask(queue, new FaultQueueMessage.Write(
        FileOffset.Zero, new(8), new ConsumerWords(version, index).Raw, uint.MaxValue, FaultRegion.Consumer));

    /// <summary>Writes the index, where there is one region.</summary>
    public static VmmAction SetTail(ActorId queue, uint index) =>
        Ask(queue, new FaultQueueMessage.Write(
            FileOffset.Zero, new(4), new(index), uint.MaxValue, FaultRegion.Producer));

    /// <summary>Ties the eventfd to the interrupt for faults.</summary>
    public static VmmAction SetTrigger(ActorId interrupts) => Ask(interrupts, new IrqTableMessage.SetTrigger(0, 1));

    /// <summary>Has a device do the next thing.</summary>
    public static VmmAction Go(ActorId endpoint) => Ask(endpoint, default(EndpointMessage.Go));

    /// <summary>Asks one thing.</summary>
    public static VmmAction Ask<T>(ActorId to, in T message)
        where T : unmanaged, IMessage => new VmmAction.Ask(UserRequest.Of(to, message));

    /// <summary>A device raises faults that nobody answers.</summary>
    public static EndpointAction Fault(ulong page = 1, int times = 1) =>
        new EndpointAction.Raise(FaultRecord.Unrecoverable(new(page * Page)), times);

    /// <summary>A device asks for a page.</summary>
    public static EndpointAction PageRequest(ulong page, int group) =>
        new EndpointAction.Raise(FaultRecord.PageRequest(new(page * Page), new(group)));
}
