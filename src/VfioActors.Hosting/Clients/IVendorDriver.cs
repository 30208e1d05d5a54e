using VfioActors.Hosting.Doors;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Hosting.Clients;

/// <summary>
/// The driver of a mediated device, as whoever drives it sees it. Which error means what: the remarks of each
/// call in <see cref="VendorDriverMessage"/>.
/// </summary>
public interface IVendorDriver
{
    /// <summary>Makes the driver pin pages. The value is the runs of pages that were pinned, in order.</summary>
    ValueTask<VfioAnswer<IReadOnlyList<VendorDriverMessage.Page>>> PinAsync(
        VendorDriverMessage.Pin pin, CancellationToken cancellation = default);

    /// <summary>Makes the driver unpin pages. The value is how many entries were handled.</summary>
    ValueTask<VfioAnswer<ulong>> UnpinAsync(
        VendorDriverMessage.Unpin unpin, CancellationToken cancellation = default);

    /// <summary>
    /// Makes the driver pin pages that need not follow each other, all or none. The value is the runs of pages that
    /// were pinned, in the order of the list.
    /// </summary>
    ValueTask<VfioAnswer<IReadOnlyList<VendorDriverMessage.Page>>> PinListAsync(
        PinList list, CancellationToken cancellation = default);

    /// <summary>Sets what the driver does when it is told that a range goes away. The value is 0.</summary>
    ValueTask<VfioAnswer<ulong>> SetPolicyAsync(CallbackPolicy policy, CancellationToken cancellation = default);

    /// <summary>
    /// Makes the driver access memory by IOVA with the CPU. The value is how many bytes were moved, a prefix of the
    /// range, and the runs of bytes that were read and are not zero.
    /// </summary>
    ValueTask<VfioAnswer<(ulong Moved, IReadOnlyList<VendorDriverMessage.Bytes> Bytes)>> AccessAsync(
        VendorDriverMessage.Access access, CancellationToken cancellation = default);
}
