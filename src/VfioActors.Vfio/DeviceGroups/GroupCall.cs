using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>A call that waits for the mutex of the group or has it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Device">Of which device; the first where it does not matter.</param>
/// <param name="Pasid">Under which tag.</param>
/// <param name="Domain">Which domain.</param>
public readonly record struct GroupCall(
    PendingCall Call, GroupCallKind Kind, DeviceId Device, Pasid Pasid, GroupDomain Domain);
