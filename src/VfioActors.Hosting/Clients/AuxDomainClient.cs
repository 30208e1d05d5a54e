using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>Calls a domain.</summary>
internal sealed class AuxDomainClient(ActorCalls calls) : IAuxDomain
{
    public ValueTask<VfioAnswer<int>> AttachAsync(DeviceId device, CancellationToken cancellation) =>
        ValueOf(new AuxDomainMessage.Attach(device), cancellation);

    public ValueTask<VfioAnswer<int>> DetachAsync(DeviceId device, CancellationToken cancellation) =>
        ValueOf(new AuxDomainMessage.Detach(device), cancellation);

    public ValueTask<VfioAnswer<int>> GetPasidAsync(CancellationToken cancellation) =>
        ValueOf(new AuxDomainMessage.GetPasid(), cancellation);

    public ValueTask<VfioAnswer<int>> MapAsync(AuxDomainMessage.Map map, CancellationToken cancellation) =>
        ValueOf(map, cancellation);

    public ValueTask<VfioAnswer<int>> UnmapAsync(Iova iova, CancellationToken cancellation) =>
        ValueOf(new AuxDomainMessage.Unmap(iova), cancellation);

    public ValueTask<VfioAnswer<int>> FreeAsync(CancellationToken cancellation) =>
        ValueOf(new AuxDomainMessage.Free(), cancellation);

    private ValueTask<VfioAnswer<int>> ValueOf(IMessage message, CancellationToken cancellation) =>
        calls.CallAsync<AuxDomainMessage.Done, int>(message, (done, _) => new(done.Value, done.Error), cancellation);
}
