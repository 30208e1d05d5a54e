using VfioActors.Behaviors;
using VfioActors.Hosting.Doors;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Hosting.Clients;

/// <summary>Calls a vendor driver.</summary>
internal sealed class VendorDriverClient(ActorCalls calls) : IVendorDriver
{
    public ValueTask<VfioAnswer<IReadOnlyList<VendorDriverMessage.Page>>> PinAsync(
        VendorDriverMessage.Pin pin, CancellationToken cancellation) =>
        PagesOf(pin, cancellation);

    public ValueTask<VfioAnswer<IReadOnlyList<VendorDriverMessage.Page>>> PinListAsync(
        PinList list, CancellationToken cancellation) => PagesOf(list, cancellation);

    public ValueTask<VfioAnswer<ulong>> UnpinAsync(VendorDriverMessage.Unpin unpin, CancellationToken cancellation) =>
        CountOf(unpin, cancellation);

    public ValueTask<VfioAnswer<ulong>> SetPolicyAsync(CallbackPolicy policy, CancellationToken cancellation) =>
        CountOf(new VendorDriverMessage.SetPolicy(policy), cancellation);

    public ValueTask<VfioAnswer<(ulong Moved, IReadOnlyList<VendorDriverMessage.Bytes> Bytes)>> AccessAsync(
        VendorDriverMessage.Access access, CancellationToken cancellation) =>
        calls.CallAsync<VendorDriverMessage.Moved, (ulong, IReadOnlyList<VendorDriverMessage.Bytes>)>(
            access,
            (moved, parts) => new((moved.Done.Value, [.. parts.OfType<VendorDriverMessage.Bytes>()]), moved.Error),
            cancellation);

    private ValueTask<VfioAnswer<IReadOnlyList<VendorDriverMessage.Page>>> PagesOf(
        object message, CancellationToken cancellation) =>
        calls.CallAsync<VendorDriverMessage.Done, IReadOnlyList<VendorDriverMessage.Page>>(
            message, (done, parts) => new([.. parts.OfType<VendorDriverMessage.Page>()], done.Error), cancellation);

    private ValueTask<VfioAnswer<ulong>> CountOf(IMessage message, CancellationToken cancellation) =>
        calls.CallAsync<VendorDriverMessage.Done, ulong>(
            message, (done, _) => new(done.Count.Value, done.Error), cancellation);
}
