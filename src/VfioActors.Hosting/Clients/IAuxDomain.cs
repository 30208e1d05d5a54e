using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>
/// A domain that is put on devices beside the one that these have. Which error means what: the remarks of each
/// call in <see cref="AuxDomainMessage"/>. Values are 0 unless said.
/// </summary>
public interface IAuxDomain
{
    /// <summary>Puts the domain on a device.</summary>
    /// <param name="device">The device's number: <see cref="VfioClient.DeviceAsync"/>.</param>
    ValueTask<VfioAnswer<int>> AttachAsync(DeviceId device, CancellationToken cancellation = default);

    /// <summary>Takes back one attach.</summary>
    /// <param name="device">The device's number.</param>
    ValueTask<VfioAnswer<int>> DetachAsync(DeviceId device, CancellationToken cancellation = default);

    /// <summary>Asks for the PASID under which the domain is on its devices: the value.</summary>
    ValueTask<VfioAnswer<int>> GetPasidAsync(CancellationToken cancellation = default);

    /// <summary>Maps one page.</summary>
    ValueTask<VfioAnswer<int>> MapAsync(AuxDomainMessage.Map map, CancellationToken cancellation = default);

    /// <summary>Unmaps one page.</summary>
    ValueTask<VfioAnswer<int>> UnmapAsync(Iova iova, CancellationToken cancellation = default);

    /// <summary>Frees the domain and its tables.</summary>
    ValueTask<VfioAnswer<int>> FreeAsync(CancellationToken cancellation = default);
}
