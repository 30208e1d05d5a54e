using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>Calls a container.</summary>
internal sealed class ContainerClient(ActorCalls calls) : IVfioContainer
{
    public ValueTask<VfioAnswer<ulong>> MapAsync(ContainerMessage.Map map, CancellationToken cancellation) =>
        ValueOf(map, cancellation);

    public ValueTask<VfioAnswer<ulong>> UnmapAsync(ContainerMessage.Unmap unmap, CancellationToken cancellation) =>
        ValueOf(unmap, cancellation);

    public ValueTask<VfioAnswer<ulong>> StartLogAsync(CancellationToken cancellation) =>
        ValueOf(new ContainerMessage.StartLog(), cancellation);

    public ValueTask<VfioAnswer<ulong>> StopLogAsync(CancellationToken cancellation) =>
        ValueOf(new ContainerMessage.StopLog(), cancellation);

    public ValueTask<VfioAnswer<IReadOnlyList<ContainerMessage.Bits>>> GetLogAsync(
        ContainerMessage.GetLog log, CancellationToken cancellation) =>
        calls.CallAsync<ContainerMessage.Done, IReadOnlyList<ContainerMessage.Bits>>(
            log, (done, parts) => new([.. parts.OfType<ContainerMessage.Bits>()], done.Error), cancellation);

    public ValueTask<VfioAnswer<ulong>> SetKindAsync(
        ContainerKind kind, ProcessId process, CancellationToken cancellation) =>
        ValueOf(new ContainerMessage.SetKind(kind, process), cancellation);

    private ValueTask<VfioAnswer<ulong>> ValueOf(IMessage message, CancellationToken cancellation) =>
        calls.CallAsync<ContainerMessage.Done, ulong>(
            message, (done, _) => new(done.Value, done.Error), cancellation);
}
