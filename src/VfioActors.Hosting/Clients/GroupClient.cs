using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>Calls a group.</summary>
internal sealed class GroupClient(ActorCalls calls) : IVfioGroup
{
    public ValueTask<VfioAnswer<int>> OpenAsync(CancellationToken cancellation) =>
        ValueOf(new GroupMessage.Open(), cancellation);

    public ValueTask<VfioAnswer<int>> CloseAsync(CancellationToken cancellation) =>
        ValueOf(new GroupMessage.Close(), cancellation);

    public ValueTask<VfioAnswer<int>> SetContainerAsync(
        ActorId container, ProcessId process, CancellationToken cancellation) =>
        ValueOf(new GroupMessage.SetContainer(container, process), cancellation);

    public ValueTask<VfioAnswer<int>> UnsetContainerAsync(CancellationToken cancellation) =>
        ValueOf(new GroupMessage.UnsetContainer(), cancellation);

    public ValueTask<VfioAnswer<int>> GetStatusAsync(CancellationToken cancellation) =>
        ValueOf(new GroupMessage.GetStatus(), cancellation);

    public ValueTask<VfioAnswer<int>> OpenDeviceAsync(CancellationToken cancellation) =>
        ValueOf(new GroupMessage.OpenDevice(), cancellation);

    public ValueTask<VfioAnswer<int>> CloseDeviceAsync(CancellationToken cancellation) =>
        ValueOf(new GroupMessage.CloseDevice(), cancellation);

    private ValueTask<VfioAnswer<int>> ValueOf(IMessage message, CancellationToken cancellation) =>
        calls.CallAsync<GroupMessage.Done, int>(message, (done, _) => new(done.Value, done.Error), cancellation);
}
