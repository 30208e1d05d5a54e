using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>
/// The group of a device, as a user of its file sees it. Which error means what: the remarks of each call in
/// <see cref="GroupMessage"/>. Values are 0 unless said.
/// </summary>
public interface IVfioGroup
{
    /// <summary>Opens the group's file.</summary>
    ValueTask<VfioAnswer<int>> OpenAsync(CancellationToken cancellation = default);

    /// <summary>Closes the group's file.</summary>
    ValueTask<VfioAnswer<int>> CloseAsync(CancellationToken cancellation = default);

    /// <summary>Puts the group into a container: VFIO_GROUP_SET_CONTAINER.</summary>
    /// <param name="container">The container's number: <see cref="VfioClient.IdOfAsync"/>.</param>
    /// <param name="process">The caller.</param>
    ValueTask<VfioAnswer<int>> SetContainerAsync(
        ActorId container, ProcessId process = default, CancellationToken cancellation = default);

    /// <summary>Takes the group out of its container.</summary>
    ValueTask<VfioAnswer<int>> UnsetContainerAsync(CancellationToken cancellation = default);

    /// <summary>Asks for the group's flags. The value is 1 viable, and 2 more in a container.</summary>
    ValueTask<VfioAnswer<int>> GetStatusAsync(CancellationToken cancellation = default);

    /// <summary>Opens the group's device.</summary>
    ValueTask<VfioAnswer<int>> OpenDeviceAsync(CancellationToken cancellation = default);

    /// <summary>Closes one opening of the device.</summary>
    ValueTask<VfioAnswer<int>> CloseDeviceAsync(CancellationToken cancellation = default);
}
