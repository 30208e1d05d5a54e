using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Hosting.Clients;

/// <summary>
/// The fault queue of a device, as a user of the device's file sees it. Which error means what: the remarks of each
/// call in <see cref="FaultQueueMessage"/>. Values are 0 unless said. Whoever wants its interrupt plays its guest.
/// </summary>
public interface IFaultQueue
{
    /// <summary>Opens the device.</summary>
    ValueTask<VfioAnswer<int>> OpenAsync(CancellationToken cancellation = default);

    /// <summary>Closes it once.</summary>
    ValueTask<VfioAnswer<int>> CloseAsync(CancellationToken cancellation = default);

    /// <summary>The device goes away.</summary>
    ValueTask<VfioAnswer<int>> RemoveAsync(CancellationToken cancellation = default);

    /// <summary>Reads a region. The value is the bytes.</summary>
    ValueTask<VfioAnswer<IReadOnlyList<byte>>> ReadAsync(
        FaultQueueMessage.Read read, CancellationToken cancellation = default);

    /// <summary>Writes a region. The value is how many bytes were written.</summary>
    ValueTask<VfioAnswer<int>> WriteAsync(FaultQueueMessage.Write write, CancellationToken cancellation = default);

    /// <summary>Asks what a region is like. The value is its size in bytes and its chain of capabilities.</summary>
    ValueTask<VfioAnswer<(int Size, IReadOnlyList<FaultUserMessage.Capability> Chain)>> QueryAsync(
        FaultRegion region, CancellationToken cancellation = default);

    /// <summary>Maps the ring.</summary>
    ValueTask<VfioAnswer<int>> MapAsync(FaultQueueMessage.Map map, CancellationToken cancellation = default);

    /// <summary>Writes into a slot of the ring that was mapped.</summary>
    ValueTask<VfioAnswer<int>> StoreAsync(FaultQueueMessage.Store store, CancellationToken cancellation = default);
}
