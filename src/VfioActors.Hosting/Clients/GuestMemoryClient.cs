using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>Calls a memory.</summary>
internal sealed class GuestMemoryClient(ActorCalls calls) : IGuestMemory
{
    public ValueTask<VfioAnswer<(ulong Moved, IReadOnlyList<GuestMemoryMessage.Read> Bytes)>> ReadAsync(
        Vaddr start, ByteCount length, ProcessId process, CancellationToken cancellation) =>
        calls.CallAsync<GuestMemoryMessage.Copied, (ulong, IReadOnlyList<GuestMemoryMessage.Read>)>(
            new GuestMemoryMessage.Peek(start, length, process, 0),
            (copied, parts) => new((copied.Moved.Value, [.. parts.OfType<GuestMemoryMessage.Read>()]), copied.Error),
            cancellation);

    public ValueTask<VfioAnswer<int>> WriteAsync(
        Vaddr start, PageCount pages, byte first, ProcessId process, CancellationToken cancellation) =>
        ValueOf(new GuestMemoryMessage.Fill(start, pages, process, first), cancellation);

    public ValueTask<VfioAnswer<int>> TouchAsync(GuestMemoryMessage.Touch touch, CancellationToken cancellation) =>
        ValueOf(touch, cancellation);

    public ValueTask<VfioAnswer<int>> MapAreaAsync(GuestMemoryMessage.MapArea map, CancellationToken cancellation) =>
        ValueOf(map, cancellation);

    public ValueTask<VfioAnswer<int>> UnmapAreaAsync(
        GuestMemoryMessage.UnmapArea unmap, CancellationToken cancellation) => ValueOf(unmap, cancellation);

    public ValueTask<VfioAnswer<int>> ProtectAsync(
        GuestMemoryMessage.Protect protect, CancellationToken cancellation) => ValueOf(protect, cancellation);

    public ValueTask<VfioAnswer<int>> DiscardAsync(
        GuestMemoryMessage.Discard discard, CancellationToken cancellation) => ValueOf(discard, cancellation);

    public ValueTask<VfioAnswer<int>> LockAsync(GuestMemoryMessage.Lock locks, CancellationToken cancellation) =>
        ValueOf(locks, cancellation);

    public ValueTask<VfioAnswer<int>> ProvideAsync(
        GuestMemoryMessage.Provide provide, CancellationToken cancellation) => ValueOf(provide, cancellation);

    public ValueTask<VfioAnswer<int>> ForkAsync(ProcessId parent, ProcessId child, CancellationToken cancellation) =>
        ValueOf(new GuestMemoryMessage.Fork(parent, child), cancellation);

    public ValueTask<VfioAnswer<int>> ExitAsync(ProcessId process, CancellationToken cancellation) =>
        ValueOf(new GuestMemoryMessage.Exit(process), cancellation);

    public ValueTask<VfioAnswer<int>> SetLimitAsync(
        ByteCount limit, ProcessId process, CancellationToken cancellation) =>
        ValueOf(new GuestMemoryMessage.SetLimit(limit, process, 0), cancellation);

    private ValueTask<VfioAnswer<int>> ValueOf(IMessage message, CancellationToken cancellation) =>
        calls.CallAsync<GuestMemoryMessage.Done, int>(message, (done, _) => new(0, done.Error), cancellation);
}
