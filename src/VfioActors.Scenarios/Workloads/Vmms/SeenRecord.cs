using System.Runtime.InteropServices;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>A record that a user has read.</summary>
/// <param name="Record">The record.</param>
/// <param name="Device">Whose ring it was in.</param>
/// <param name="Generation">In which opening.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct SeenRecord(FaultRecord Record, DeviceId Device, Generation Generation);
