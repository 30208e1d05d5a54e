using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>A read whose buffer is waited for.</summary>
/// <param name="Group">The group in hand.</param>
/// <param name="Client">Who reads.</param>
public readonly record struct CopyCall(OutstandingGroup Group, ActorId Client);
