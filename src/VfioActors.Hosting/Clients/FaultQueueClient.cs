using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Hosting.Clients;

/// <summary>Calls a fault queue.</summary>
internal sealed class FaultQueueClient(ActorCalls calls) : IFaultQueue
{
    public ValueTask<VfioAnswer<int>> OpenAsync(CancellationToken cancellation) =>
        ValueOf(default(FaultQueueMessage.Open), cancellation);

    public ValueTask<VfioAnswer<int>> CloseAsync(CancellationToken cancellation) =>
        ValueOf(default(FaultQueueMessage.Close), cancellation);

    public ValueTask<VfioAnswer<int>> RemoveAsync(CancellationToken cancellation) =>
        ValueOf(default(FaultQueueMessage.Remove), cancellation);

    public ValueTask<VfioAnswer<IReadOnlyList<byte>>> ReadAsync(
        FaultQueueMessage.Read read, CancellationToken cancellation) =>
        calls.CallAsync<FaultUserMessage.Done, IReadOnlyList<byte>>(
            read, (done, parts) => new(BytesOf(parts), done.Error), cancellation);

    public ValueTask<VfioAnswer<int>> WriteAsync(FaultQueueMessage.Write write, CancellationToken cancellation) =>
        ValueOf(write, cancellation);

    public ValueTask<VfioAnswer<(int Size, IReadOnlyList<FaultUserMessage.Capability> Chain)>> QueryAsync(
        FaultRegion region, CancellationToken cancellation) =>
        calls.CallAsync<FaultUserMessage.Done, (int, IReadOnlyList<FaultUserMessage.Capability>)>(
            new FaultQueueMessage.Query(region),
            (done, parts) => new((done.Value, [.. parts.OfType<FaultUserMessage.Capability>()]), done.Error),
            cancellation);

    public ValueTask<VfioAnswer<int>> MapAsync(FaultQueueMessage.Map map, CancellationToken cancellation) =>
        ValueOf(map, cancellation);

    public ValueTask<VfioAnswer<int>> StoreAsync(FaultQueueMessage.Store store, CancellationToken cancellation) =>
        ValueOf(store, cancellation);

    private static List<byte> BytesOf(IReadOnlyList<object> parts)
    {
        List<byte> all = [];
        Span<byte> words = stackalloc byte[3 * sizeof(ulong)];
        foreach (var part in parts.OfType<FaultUserMessage.Bytes>())
        {
            part.First.Write(words);
            part.Second.Write(words[sizeof(ulong)..]);
            part.Third.Write(words[(2 * sizeof(ulong))..]);
            all.AddRange(words[..part.Count]);
        }

        return all;
    }

    private ValueTask<VfioAnswer<int>> ValueOf(IMessage message, CancellationToken cancellation) =>
        calls.CallAsync<FaultUserMessage.Done, int>(message, (done, _) => new(done.Value, done.Error), cancellation);
}
