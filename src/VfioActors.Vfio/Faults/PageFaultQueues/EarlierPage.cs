using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>A page that a device asked for before the last of its group.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Device">Whose request it is.</param>
/// <param name="Group">The number of the group.</param>
/// <param name="Order">The place of its group, once the last page has come; 0 before.</param>
public readonly record struct EarlierPage(Iova Address, DeviceId Device, PageGroup Group, uint Order);
