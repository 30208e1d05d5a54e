using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>A call of a user of a page fault queue that waits for the handler.</summary>
/// <param name="Client">Who is answered.</param>
/// <param name="Device">The device that it is about.</param>
public readonly record struct QueueUserCall(ActorId Client, DeviceId Device);
