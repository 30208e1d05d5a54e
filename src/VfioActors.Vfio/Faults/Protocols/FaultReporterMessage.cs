using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>What the fault handler of an IOMMU unit hears: from queues, devices, users, domains.</summary>
public static class FaultReporterMessage
{
    /// <summary>A queue asks to get the faults of its device.</summary>
    /// <remarks>
    /// Answer: FaultQueue.Registered. EINVAL: the unit has no record of the device. EBUSY: it has a handler. ENOMEM.
    /// Source: iommu_register_device_fault_handler, drivers/iommu/iommu.c, Linux 5.3.
    /// </remarks>
    public readonly record struct Register(DeviceId Device, Generation Generation) : IMessage;

    /// <summary>A queue ends: no report is made any more.</summary>
    /// <remarks>
    /// Answer: FaultQueue.Unregistered, when every pending group is answered "invalid" and the last report has come
    /// back. EINVAL: the handler is not the sender's.
    /// Source: iommu_unregister_device_fault_handler, Linux 5.3. Differs: there EBUSY while groups are pending: FLT-07.
    /// </remarks>
    public readonly record struct Unregister(DeviceId Device, Generation Generation) : IMessage;

    /// <summary>A device faults (OP4).</summary>
    /// <remarks>
    /// Answer: Endpoint.Raised; for the last page of a group that was taken also Endpoint.Answered. EINVAL: no record,
    /// no handler, or, where the unit looks, no address space under the PASID. ENOMEM: too many groups are pending.
    /// Else as FaultQueue.Report says. A device may use the number of a group again before that is answered: both wait.
    /// Source: iommu_report_device_fault, Linux 5.3.
    /// </remarks>
    public readonly record struct Raise(DeviceId Device, FaultRecord Record) : IMessage;

    /// <summary>To itself by a timer: a page request has waited long enough.</summary>
    public readonly record struct TimedOut(GroupKey Request, int Serial) : IMessage;

    /// <summary>A queue's answer to FaultQueue.Report.</summary>
    public readonly record struct Reported(Errno Error) : IMessage;

    /// <summary>A user answers a page request group (OP8).</summary>
    /// <param name="Device">Whose request it is.</param>
    /// <param name="Pasid">The tag; looked at when the request says so.</param>
    /// <param name="Group">The group.</param>
    /// <param name="Generation">The opening through which the user answers.</param>
    /// <param name="Code">The answer.</param>
    /// <param name="Version">The version of the call: 1.</param>
    /// <param name="Flags">Bit 0: the PASID is meant. No other is known.</param>
    /// <remarks>
    /// Answer: FaultUser.Done. ENODEV: the unit cannot answer devices. EINVAL: no handler, another opening, an unknown
    /// version, flag or code, or no such group is pending. Of several the one is answered that came first.
    /// Source: iommu_page_response, drivers/iommu/iommu.c, Linux 5.14. Differs: the opening is looked at: FLT-07.
    /// </remarks>
    public readonly record struct Respond(
        DeviceId Device,
        Pasid Pasid,
        PageGroup Group,
        Generation Generation,
        ResponseCode Code,
        uint Version,
        uint Flags) : IMessage;

    /// <summary>A page fault queue of iommufd, which holds a group, answers it.</summary>
    /// <param name="Group">Which group.</param>
    /// <param name="Request">The operation of the device that waits: the number of a group may be in use twice.</param>
    /// <param name="Code">The answer.</param>
    /// <remarks>
    /// Answer: FaultUser.Done, never an error: where the group waits no more, as its time is up, nothing is done.
    /// Source: iopf_group_response, drivers/iommu/io-pgfault.c, Linux 6.12.
    /// </remarks>
    public readonly record struct Answer(GroupKey Group, OperationId Request, ResponseCode Code) : IMessage;

    /// <summary>An address space comes on a device: requests under its PASID are welcome. Never answered.</summary>
    public readonly record struct Bind(DeviceId Device, Pasid Pasid) : IMessage;

    /// <summary>
    /// An address space has left a device: requests under its PASID are answered "invalid", those to come too.
    /// </summary>
    /// <remarks>
    /// Answer: NestedDomain.Drained, when the last report of such a request has come back.
    /// Source: intel_drain_pasid_prq, drivers/iommu/intel/prq.c, Linux 6.12; iommufd_auto_response_faults, fault.c.
    /// </remarks>
    public readonly record struct Drain(DeviceId Device, Pasid Pasid) : IMessage;
}
