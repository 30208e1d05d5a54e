using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>A fault that a queue has accepted.</summary>
/// <param name="Address">The address.</param>
/// <param name="Device">Which device.</param>
/// <param name="Generation">For which opening.</param>
public readonly record struct AcceptedFault(Iova Address, DeviceId Device, Generation Generation);
