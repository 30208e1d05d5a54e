using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Protocols;

/// <summary>
/// What a group hears: the calls on its file. Each is answered by <see cref="Done"/>. Calls are served one at a time.
/// </summary>
/// <remarks>
/// Source: drivers/vfio/vfio_main.c and drivers/vfio/group.c, Linux 6.1; drivers/vfio/vfio.c, Linux 5.10.
/// </remarks>
public static class GroupMessage
{
    /// <summary>Opens the group's file.</summary>
    /// <remarks>EBUSY: it is open, or a device of it still is.</remarks>
    public readonly record struct Open : IMessage;

    /// <summary>
    /// Closes the group's file. A group that is in a container leaves it, unless a device of it is open: then it leaves
    /// when the device is closed.
    /// </summary>
    /// <remarks>EBADF: it is not open.</remarks>
    public readonly record struct Close : IMessage;

    /// <summary>Puts the group into a container: VFIO_GROUP_SET_CONTAINER.</summary>
    /// <param name="Container">The container, or nobody for a file that is none.</param>
    /// <param name="Process">The caller, through whose memory mappings are pinned.</param>
    /// <remarks>
    /// EBADF: the group is not open, or the container's file is closed. EINVAL: it is in a container already. Else as
    /// Container.AttachGroup says.
    /// </remarks>
    public readonly record struct SetContainer(ActorId Container, ProcessId Process) : IMessage;

    /// <summary>Takes the group out of its container: VFIO_GROUP_UNSET_CONTAINER.</summary>
    /// <remarks>EINVAL: it is in none. EBUSY: a device of it is open.</remarks>
    public readonly record struct UnsetContainer : IMessage;

    /// <summary>
    /// Asks for the group's flags: VFIO_GROUP_GET_STATUS. The value is 1 viable, and 2 more in a container.
    /// </summary>
    /// <remarks>EBADF: it is not open.</remarks>
    public readonly record struct GetStatus : IMessage;

    /// <summary>Opens the group's device: VFIO_GROUP_GET_DEVICE_FD.</summary>
    /// <remarks>
    /// EINVAL: the group is in no container, or the container has no kind yet. EBADF: the group is not open.
    /// </remarks>
    public readonly record struct OpenDevice : IMessage;

    /// <summary>
    /// Closes one opening of the device. With the last one the driver drops its pins, and is told no more.
    /// </summary>
    /// <remarks>EBADF: it is not open.</remarks>
    public readonly record struct CloseDevice : IMessage;

    /// <summary>The driver wants a handle: while it has one, the group does not leave its container.</summary>
    /// <remarks>
    /// Answer: <see cref="Handle"/>. EINVAL: the group is in no container, or the container has no kind. EPERM: the
    /// group has no IOMMU.
    /// Source: vfio_group_add_container_user, of vfio_group_get_external_user_from_dev, drivers/vfio/vfio.c, Linux 5.7.
    /// </remarks>
    public readonly record struct GetHandle : IMessage;

    /// <summary>Answers <see cref="GetHandle"/>.</summary>
    /// <param name="Error">Why there is none.</param>
    /// <param name="Container">What it may be used with.</param>
    public readonly record struct Handle(Errno Error, ActorId Container) : IMessage;

    /// <summary>The driver gives its handle back.</summary>
    public readonly record struct PutHandle : IMessage;

    /// <summary>Answers every call.</summary>
    /// <param name="Error">Why it was refused.</param>
    /// <param name="Value">The flags for <see cref="GetStatus"/>, else 0.</param>
    /// <param name="Warned">How many warnings the kernel would have left in its log.</param>
    public readonly record struct Done(Errno Error, int Value, int Warned) : IMessage;
}
