using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Groups;

/// <summary>A call on a group's file.</summary>
/// <param name="Client">Who is answered.</param>
/// <param name="Operation">Which operation it serves.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Container">The container to enter.</param>
/// <param name="Process">The caller.</param>
public readonly record struct GroupCall(
    ActorId Client, OperationId Operation, GroupCallKind Kind, ActorId Container, ProcessId Process);
