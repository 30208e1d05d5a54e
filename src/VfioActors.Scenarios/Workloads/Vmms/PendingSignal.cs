using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>A signal that a user has not looked at.</summary>
/// <param name="Device">Whose faults there are.</param>
/// <param name="Operation">The operation that it serves.</param>
public readonly record struct PendingSignal(DeviceId Device, OperationId Operation);
