using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>Calls a container of sPAPR.</summary>
internal sealed class SpaprContainerClient(ActorCalls calls) : ISpaprContainer
{
    public ValueTask<VfioAnswer<ulong>> MapAsync(SpaprContainerMessage.Map map, CancellationToken cancellation) =>
        ValueOf(map, cancellation);

    public ValueTask<VfioAnswer<ulong>> UnmapAsync(
        SpaprContainerMessage.Unmap unmap, CancellationToken cancellation) => ValueOf(unmap, cancellation);

    public ValueTask<VfioAnswer<ulong>> RegisterAsync(
        SpaprContainerMessage.Register register, CancellationToken cancellation) => ValueOf(register, cancellation);

    public ValueTask<VfioAnswer<ulong>> UnregisterAsync(
        SpaprContainerMessage.Unregister unregister, CancellationToken cancellation) =>
        ValueOf(unregister, cancellation);

    public ValueTask<VfioAnswer<ulong>> EnableAsync(
        SpaprModes modes, ProcessId caller, CancellationToken cancellation) =>
        ValueOf(new SpaprContainerMessage.Enable(modes, caller), cancellation);

    public ValueTask<VfioAnswer<ulong>> DisableAsync(
        SpaprModes modes, ProcessId caller, CancellationToken cancellation) =>
        ValueOf(new SpaprContainerMessage.Disable(modes, caller), cancellation);

    public ValueTask<VfioAnswer<Iova>> CreateWindowAsync(
        SpaprContainerMessage.CreateWindow window, CancellationToken cancellation) =>
        calls.CallAsync<SpaprContainerMessage.Done, Iova>(
            window, (done, _) => new(new(done.Value), done.Error), cancellation);

    public ValueTask<VfioAnswer<ulong>> RemoveWindowAsync(
        SpaprContainerMessage.RemoveWindow window, CancellationToken cancellation) => ValueOf(window, cancellation);

    public ValueTask<VfioAnswer<SpaprContainerMessage.Description>> DescribeAsync(
        SpaprModes modes, ProcessId caller, CancellationToken cancellation) =>
        calls.CallAsync<SpaprContainerMessage.Done, SpaprContainerMessage.Description>(
            new SpaprContainerMessage.Describe(modes, caller),
            (done, parts) => new(parts.OfType<SpaprContainerMessage.Description>().FirstOrDefault(), done.Error),
            cancellation);

    private ValueTask<VfioAnswer<ulong>> ValueOf(IMessage message, CancellationToken cancellation) =>
        calls.CallAsync<SpaprContainerMessage.Done, ulong>(
            message, (done, _) => new(done.Value, done.Error), cancellation);
}
