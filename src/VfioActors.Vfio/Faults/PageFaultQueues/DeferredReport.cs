using System.Runtime.InteropServices;
using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>A report that waits for a lock.</summary>
/// <param name="Generation">The attachment that the handler knows.</param>
/// <param name="Record">The fault.</param>
/// <param name="Operation">The operation that it serves.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct DeferredReport(Generation Generation, FaultRecord Record, OperationId Operation);
