using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.PageRequests;

/// <summary>
/// What the code hears that takes page requests of a device (PRI) from the hardware and has them answered. Calls are
/// answered by Call.Returned.
/// </summary>
public static class PageRequestMessage
{
    /// <summary>A device asks for a page. Answered with 0, or 1 when the answer is "invalid"; never refused.</summary>
    public readonly record struct Raise : IMessage;

    /// <summary>A domain with a fault queue comes on the device.</summary>
    /// <param name="Domain">Which: from 1.</param>
    /// <remarks>
    /// EINVAL: no domain. EBUSY: one is there. Source: iommufd_hwpt_attach_device, drivers/iommu/iommufd/device.c,
    /// Linux 7.0.
    /// </remarks>
    public readonly record struct Attach(int Domain) : IMessage;

    /// <summary>Another takes its place.</summary>
    /// <param name="Domain">Which: from 1.</param>
    /// <remarks>EINVAL: no domain, or none is there. Source: iommufd_hwpt_replace_device, Linux 7.2.</remarks>
    public readonly record struct Replace(int Domain) : IMessage;

    /// <summary>It leaves. Never refused. Source: iommufd_hwpt_detach_device, Linux 7.2.</summary>
    public readonly record struct Detach : IMessage;

    /// <summary>A user reads a fault queue: one group, whose cookie is answered; 0 when there is none.</summary>
    /// <param name="Domain">The domain of the queue.</param>
    /// <remarks>
    /// Never refused: the buffer is good. Source: iommufd_fault_fops_read, drivers/iommu/iommufd/eventq.c, Linux 7.2.
    /// </remarks>
    public readonly record struct Read(int Domain) : IMessage;

    /// <summary>A user answers a group.</summary>
    /// <param name="Domain">The domain of the queue.</param>
    /// <param name="Cookie">The group.</param>
    /// <param name="Code">Success or invalid.</param>
    /// <remarks>EINVAL: no such group was read there, or another code. Source: iommufd_fault_fops_write.</remarks>
    public readonly record struct Respond(int Domain, int Cookie, ResponseCode Code) : IMessage;

    /// <summary>The thread that empties the hardware's queue takes a request.</summary>
    public readonly record struct Take : IMessage;

    /// <summary>A worker comes to a group.</summary>
    public readonly record struct Work(int Cookie) : IMessage;

    /// <summary>A detachment goes on.</summary>
    public readonly record struct GoOn : IMessage;
}
